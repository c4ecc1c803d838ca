import { Button, Group, Pill } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { fieldName, valueLabel } from './labels.ts'
import type { Term } from './line.ts'

/** What the screens are narrowed to: each part can be turned round, or taken away. */
export function FilterChips() {
  const { t } = useTranslation('query')
  const { terms, bounds, remove, include, exclude, setBounds, clear } = useFilter()
  const hasSource = terms.some(({ field }) => field === 'source')
  const { data: sources } = useQuery({ ...orpc.sources.list.queryOptions(), enabled: hasSource })
  const [location] = useLocation()
  const isList = location.startsWith('/alerts')
  if (terms.length === 0 && !bounds) return null
  const labelOf = ({ field, value }: Term) =>
    field === 'source'
      ? (sources?.find(({ id }) => String(id) === value)?.name ?? value)
      : valueLabel(field, value)
  return (
    <Group gap={8} mb="md" aria-label={t('filters')} role="group">
      {terms.map((term) => {
        const { field, value, isNot } = term
        const label = labelOf(term)
        const turn = isNot ? include : exclude
        const what = `${fieldName(field)}: ${label}`
        return (
          <Pill
            key={`${isNot}${field}${value}`}
            size="md"
            className="query-chip"
            data-not={isNot || undefined}
            withRemoveButton
            onRemove={() => remove(term)}
            removeButtonProps={{ 'aria-label': t('remove', { what }), 'aria-hidden': false, tabIndex: 0 }}
          >
            <button
              type="button"
              title={isNot ? t('turnIn') : t('turnOut')}
              onClick={() => turn(field, value)}
            >
              <span className="quiet">
                {isNot ? t('notField', { field: fieldName(field) }) : fieldName(field)}
              </span>{' '}
              {label}
              {field === 'state' && !isList && <span className="quiet"> {t('listOnly')}</span>}
            </button>
          </Pill>
        )
      })}
      {bounds && (
        <Pill
          size="md"
          withRemoveButton
          onRemove={() => setBounds(null)}
          removeButtonProps={{
            'aria-label': t('remove', { what: t('seenOnMap') }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
        >
          {t('seenOnMap')}
        </Pill>
      )}
      <Button size="compact-xs" variant="subtle" onClick={clear}>
        {t('clear')}
      </Button>
    </Group>
  )
}
