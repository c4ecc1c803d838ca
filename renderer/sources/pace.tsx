import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { formatDateTime } from '../parts/format.ts'
import { formatAge, formatBytes, formatDuration } from '../parts/units.ts'

/** How fast lines come, and how far reading is behind them. */
export function Pace({ source: { rate, lag } }: { source: Source }) {
  const { t } = useTranslation('sources')
  return (
    <>
      <div>{t('rate', { count: rate })}</div>
      {lag.bytes === 0 ? (
        <p className="source-note">{t('nothingBehind')}</p>
      ) : (
        <p className="source-note" data-behind>
          {lag.seconds === null
            ? t('behind', { size: formatBytes(lag.bytes) })
            : t('behindFor', { size: formatBytes(lag.bytes), time: formatDuration(lag.seconds * 1000) })}
        </p>
      )}
    </>
  )
}

/** When the last line came, and how often they usually do. `now` in epoch milliseconds. */
export function LastLine({
  source: { lastLineAt, lastEventAt, usualGapMs },
  now,
}: {
  source: Source
  now: number
}) {
  const { t } = useTranslation('sources')
  if (lastLineAt === undefined) return <span className="quiet">{t('never')}</span>
  return (
    <>
      <div title={formatDateTime(lastLineAt)}>{formatAge(now - lastLineAt)}</div>
      {lastEventAt !== undefined && <p className="source-note">{t('saysTime', { time: lastEventAt })}</p>}
      {usualGapMs !== undefined && (
        <p className="source-note">{t('usually', { gap: formatDuration(usualGapMs) })}</p>
      )}
    </>
  )
}
