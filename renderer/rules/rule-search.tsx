import { Chip, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { HitRangeContext, type HitRangeName, hitRanges } from './hit-links.tsx'
import { noisy, type Show, shows } from './rule-list.ts'

export interface RuleSearchProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly show: Show
  readonly onShow: (show: Show) => void
  /** how many rules each choice shows */
  readonly counts: ReadonlyMap<Show, number>
  readonly onRange: (range: HitRangeName) => void
}

/** Which rules are listed, and of what time their hits are. */
export function RuleSearch({ text, onText, show, onShow, counts, onRange }: RuleSearchProps) {
  const { t } = useTranslation('rules')
  const range = useContext(HitRangeContext)
  return (
    <div className="rule-search">
      <Group justify="space-between" gap="sm">
        <TextInput
          size="xs"
          w={260}
          leftSection={<IconSearch size={15} aria-hidden />}
          placeholder={t('search')}
          aria-label={t('search')}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
        <Chip.Group value={show} onChange={(value) => onShow(shows.find((one) => one === value) ?? 'all')}>
          <Group gap={6} role="radiogroup" aria-label={t('show')}>
            {shows.map((one) => (
              <Chip key={one} value={one} size="xs" variant="outline">
                {t(`shows.${one}`, { count: counts.get(one) ?? 0 })}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <SegmentedControl
          size="xs"
          className="range-choice"
          aria-label={t('hitRange')}
          value={range}
          data={hitRanges.map((value) => ({ value, label: t(`hitRanges.${value}`) }))}
          onChange={(value) => onRange(hitRanges.find((one) => one === value) ?? '24h')}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {show === 'noisy' ? t('noisyHelp', { hits: noisy.hits, share: noisy.share }) : t('intro')}
      </Text>
    </div>
  )
}
