import { Button, Group, MultiSelect, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconArrowUp, IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertTypes, severities } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { severityWord, typeWord } from '../parts/terms.ts'
import { searchFieldId } from './keys.ts'

export interface FilterBarProps {
  readonly total: number
  readonly isExact: boolean
  readonly fresh: number
  readonly onFresh: () => void
}

export function FilterBar({ total, isExact, fresh, onFresh }: FilterBarProps) {
  const { t } = useTranslation('alerts')
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
        placeholder={t('search')}
        aria-label={t('search')}
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
        aria-label={t('type')}
        placeholder={t('type')}
        data={alertTypes.map((value) => ({ value, label: typeWord(value) }))}
        value={filter.types ?? []}
        onChange={(values) => set('type', values.join(','))}
        styles={{ pill: { display: 'none' } }}
        clearable={false}
      />
      <MultiSelect
        size="xs"
        w={150}
        aria-label={t('severity')}
        placeholder={t('severity')}
        data={severities.map((value) => ({ value, label: severityWord(value) }))}
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
          {t('fresh', { count: fresh })}
        </Button>
      )}
      <Text size="xs" c="dimmed" ml="auto" className="tabular" style={{ whiteSpace: 'nowrap' }} role="status">
        {t(isExact ? 'count' : 'atLeast', { count: total })}
      </Text>
    </Group>
  )
}
