import { Button, Group, Pill } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type FilterName, useFilter } from '../app/filter.ts'
import { severityWord, typeWord } from './terms.ts'

/** What the screens are narrowed to, each part removable. */
export function FilterChips() {
  const { t } = useTranslation('parts')
  const { filter, toggle, set, clear } = useFilter()
  const chips: { key: string; label: string; remove: () => void }[] = []
  const add = (name: FilterName, label: string, remove: () => void) =>
    chips.push({ key: `${name}:${label}`, label, remove })
  for (const type of filter.types ?? []) add('type', typeWord(type), () => toggle('type', type))
  for (const severity of filter.severities ?? [])
    add('severity', severityWord(severity), () => toggle('severity', severity))
  for (const ip of filter.sourceIps ?? []) add('ip', ip, () => toggle('ip', ip))
  for (const country of filter.countries ?? []) add('country', country, () => toggle('country', country))
  if (filter.text) add('text', t('text', { text: filter.text }), () => set('text', ''))
  if (filter.bounds) add('bounds', t('seenOnMap'), () => set('bounds', ''))
  if (chips.length === 0) return null
  return (
    <Group gap={8} mb="md" aria-label={t('filters')} role="group">
      {chips.map(({ key, label, remove }) => (
        <Pill
          key={key}
          size="md"
          withRemoveButton
          onRemove={remove}
          removeButtonProps={{
            'aria-label': t('remove', { what: label }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
        >
          {label}
        </Pill>
      ))}
      <Button size="compact-xs" variant="subtle" onClick={clear}>
        {t('clear')}
      </Button>
    </Group>
  )
}
