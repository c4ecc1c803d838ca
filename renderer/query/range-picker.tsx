import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconCalendar, IconChevronLeft, IconChevronRight, IconZoomOut } from '@tabler/icons-react'
import { lazy, Suspense, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NowContext, useFilter } from '../app/filter.ts'
import { formatSpan } from '../parts/format.ts'
import { isRange, isSpan, moved, ranges, type TimeRange, zoomedOut } from './range.ts'

// The calendar is a tenth of the console and seldom opened.
const SpanForm = lazy(() => import('./span-form.tsx'))

const choices = Object.keys(ranges).filter(isRange)

/** The time range of all screens: one that moves with the clock, or from here to there; earlier, later, wider. */
export function RangePicker() {
  const { t } = useTranslation('query')
  const { range, setRange } = useFilter()
  const now = useContext(NowContext)
  const [isOpen, setIsOpen] = useState(false)
  const choose = (next: TimeRange) => {
    setRange(next)
    setIsOpen(false)
  }
  const isAll = range === 'all'
  return (
    <fieldset className="range-picker" aria-label={t('range')}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('earlier')}
        disabled={isAll}
        onClick={() => setRange(moved(range, -1, now))}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" trapFocus returnFocus shadow="md">
        <Popover.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconCalendar size={15} aria-hidden />}
            onClick={() => setIsOpen(!isOpen)}
            aria-haspopup="dialog"
          >
            {isSpan(range) ? formatSpan(range.from, range.to) : t(`ranges.${range}`)}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('range')}>
          <div className="range-choices">
            {choices.map((choice) => (
              <Button
                key={choice}
                size="xs"
                variant={choice === range ? 'light' : 'subtle'}
                color={choice === range ? 'sentinel' : 'gray'}
                aria-pressed={choice === range}
                onClick={() => choose(choice)}
              >
                {t(`ranges.${choice}`)}
              </Button>
            ))}
          </div>
          <Suspense fallback={null}>
            <SpanForm onChoose={choose} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('later')}
        disabled={!isSpan(range) || range.to >= now}
        onClick={() => setRange(moved(range, 1, now))}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('zoomOut')}
        title={t('zoomOut')}
        disabled={isAll}
        onClick={() => setRange(zoomedOut(range, now))}
      >
        <IconZoomOut size={16} aria-hidden />
      </ActionIcon>
    </fieldset>
  )
}
