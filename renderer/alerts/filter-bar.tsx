import { Button, Group, MultiSelect, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconArrowUp, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { alertTypes, severities } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { severityWord, typeWord } from '../app/words.ts'
import { formatNumber } from '../parts/format.ts'
import { searchFieldId } from './keys.ts'
import { words } from './words.ts'

export interface FilterBarProps {
  readonly total: number
  readonly isExact: boolean
  readonly fresh: number
  readonly onFresh: () => void
}

export function FilterBar({ total, isExact, fresh, onFresh }: FilterBarProps) {
  const { filter, set } = useFilter()
  const [text, setText] = useState(filter.text ?? '')
  const search = useDebouncedCallback((value: string) => set('text', value), 250)
  useEffect(() => setText(filter.text ?? ''), [filter.text])
  return (
    <Group gap={10} mb={12} wrap="nowrap">
      <TextInput
        id={searchFieldId}
        size="xs"
        w={290}
        leftSection={<IconSearch size={15} aria-hidden />}
        placeholder={words.search}
        aria-label={words.search}
        value={text}
        maxLength={200}
        onChange={(event) => {
          setText(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
      />
      <MultiSelect
        size="xs"
        w={190}
        aria-label={words.type}
        placeholder={words.type}
        data={alertTypes.map((value) => ({ value, label: typeWord[value] }))}
        value={filter.types ?? []}
        onChange={(values) => set('type', values.join(','))}
        styles={{ pill: { display: 'none' } }}
        clearable={false}
      />
      <MultiSelect
        size="xs"
        w={150}
        aria-label={words.severity}
        placeholder={words.severity}
        data={severities.map((value) => ({ value, label: severityWord[value] }))}
        value={filter.severities ?? []}
        onChange={(values) => set('severity', values.join(','))}
        styles={{ pill: { display: 'none' } }}
      />
      {fresh > 0 && (
        <Button
          size="compact-sm"
          radius="xl"
          variant="light"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={onFresh}
        >
          {words.fresh(formatNumber(fresh))}
        </Button>
      )}
      <Text size="xs" c="dimmed" ml="auto" className="tabular" style={{ whiteSpace: 'nowrap' }} role="status">
        {words.count(formatNumber(total), isExact)}
      </Text>
    </Group>
  )
}
