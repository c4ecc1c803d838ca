import { change, formatCompact, formatNumber } from '../parts/format.ts'
import { Sparkline } from './sparkline.tsx'
import { words } from './words.ts'

export interface Stat {
  readonly value: number
  readonly before: number
  readonly spark: readonly number[]
}

/** One number, its course, and how it stands to the period before. */
export function StatCard({ title, stat, color }: { title: string; stat: Stat; color: string }) {
  const changed = change(stat.value, stat.before)
  return (
    <section className="card" aria-label={title} style={{ paddingBottom: 10 }}>
      <div style={{ color: 'var(--quiet)', fontSize: 13 }}>{title}</div>
      <div
        className="tabular"
        title={formatNumber(stat.value)}
        style={{ fontSize: 28, fontWeight: 620, lineHeight: 1.35 }}
      >
        {formatCompact(stat.value)}
      </div>
      <div className="tabular" style={{ fontSize: 12, color: '#8591a0' }}>
        {changed === undefined ? words.noBefore : words.before(changed)}
      </div>
      <div style={{ marginTop: 8 }}>
        <Sparkline values={stat.spark} color={color} />
      </div>
    </section>
  )
}
