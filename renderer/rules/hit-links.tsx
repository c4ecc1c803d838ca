import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { formatDateTime } from '../parts/format.ts'
import { writeAddress } from '../query/address.ts'
import { writeLine } from '../query/line.ts'
import type { Range } from '../query/range.ts'
import type { Hits } from './rule-list.ts'

/** The range that hits are counted in. */
export const hitRanges = ['24h', '30d', 'all'] as const satisfies readonly Range[]
export type HitRangeName = (typeof hitRanges)[number]
export const HitRangeContext = createContext<HitRangeName>('24h')

/** What rules brought: the count leads to its alerts, in the same range. */
export function HitCount({ ids, name, hits }: { ids: readonly string[]; name: string; hits: Hits }) {
  const { t } = useTranslation('rules')
  const range = useContext(HitRangeContext)
  const line = writeLine(ids.map((value) => ({ field: 'rule', value, isNot: false })))
  if (hits.lastTime === undefined) return <span className="rule-hits quiet">{t('neverHit')}</span>
  return (
    <span className="rule-hits tabular">
      {hits.count === 0 ? (
        <span className="quiet">{t('noHits')}</span>
      ) : (
        <Link
          className="text-link"
          href={`/alerts${writeAddress(new URLSearchParams(), { line, range })}`}
          aria-label={t('hitsOf', { count: hits.count, name })}
        >
          {t('hits', { count: hits.count })}
        </Link>
      )}
      <span className="quiet" title={formatDateTime(hits.lastTime)}>
        {t('lastHit', { time: hits.lastTime })}
      </span>
      {hits.decided && (
        <span className="quiet" title={t('falseAlarmsHelp')}>
          {t('falseAlarms', {
            share: hits.decided.falseAlarms / hits.decided.incidents,
            falseAlarms: hits.decided.falseAlarms,
            count: hits.decided.incidents,
          })}
        </span>
      )}
    </span>
  )
}
