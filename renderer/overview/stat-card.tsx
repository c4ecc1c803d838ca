import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { change, formatCompact, formatNumber } from '../parts/format.ts'
import { Sparkline } from '../parts/sparkline.tsx'

export interface Stat {
  readonly value: number
  readonly before: number
  readonly spark: readonly number[]
}

export interface StatCardProps {
  readonly title: string
  readonly stat: Stat
  readonly color: string
  /** true where the data does not reach back over all of the period before: then no percentage is honest */
  readonly isPartial: boolean
  /** where the number's evidence is */
  readonly href?: string
}

/** One number, its course, and how it stands to the period before; a press leads to its evidence. */
export function StatCard({ title, stat, color, isPartial, href }: StatCardProps) {
  const { t } = useTranslation('overview')
  return (
    <section className="card stat-card" aria-label={title}>
      {href === undefined ? (
        <div className="stat-title">{title}</div>
      ) : (
        <Link className="stat-title" href={href} aria-label={t('evidence', { title })}>
          {title}
        </Link>
      )}
      <div className="tabular stat-value" title={formatNumber(stat.value)}>
        {formatCompact(stat.value)}
      </div>
      <div className="tabular stat-change">
        <Change stat={stat} isPartial={isPartial} />
      </div>
      <Sparkline values={stat.spark} color={color} />
    </section>
  )
}

function Change({ stat: { value, before }, isPartial }: { stat: Stat; isPartial: boolean }) {
  const { t } = useTranslation('overview')
  const changed = change(value, before)
  if (changed === undefined) return t('noBefore')
  if (isPartial) return <span title={t('partialWhy')}>{t('partial', { before })}</span>
  return (
    <span title={t('beforeWas', { before })}>
      <b>{changed}</b> {t('before')}
    </span>
  )
}
