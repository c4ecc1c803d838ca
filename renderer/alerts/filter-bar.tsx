import { Group, MultiSelect, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { alertTypes, severities, triageStates } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { LiveHold } from '../parts/live-hold.tsx'
import { severityWord, stateWord, typeWord } from '../parts/terms.ts'

export interface FilterBarProps {
  readonly total: number
  readonly isExact: boolean
  readonly fresh: number
  readonly onFresh: () => void
}

export function FilterBar({ total, isExact, fresh, onFresh }: FilterBarProps) {
  const { t } = useTranslation('alerts')
  const { filter, states, setValues } = useFilter()
  return (
    <Group gap={10} mb={12} wrap="nowrap">
      <MultiSelect
        size="xs"
        w={190}
        aria-label={t('type')}
        placeholder={t('type')}
        data={alertTypes.map((value) => ({ value, label: typeWord(value) }))}
        value={filter.types ?? []}
        onChange={(values) => setValues('type', values)}
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
        onChange={(values) => setValues('severity', values)}
        styles={{ pill: { display: 'none' } }}
      />
      <MultiSelect
        size="xs"
        w={150}
        aria-label={t('state')}
        placeholder={t('state')}
        data={triageStates.map((value) => ({ value, label: stateWord(value) }))}
        value={[...(states ?? [])]}
        onChange={(values) => setValues('state', values)}
        styles={{ pill: { display: 'none' } }}
      />
      <LiveHold fresh={fresh} onFresh={onFresh} />
      <Text size="xs" c="dimmed" ml="auto" className="tabular" style={{ whiteSpace: 'nowrap' }} role="status">
        {t(isExact ? 'count' : 'atLeast', { count: total })}
      </Text>
    </Group>
  )
}
