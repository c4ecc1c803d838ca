import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Interval, Scoreboard } from '../../../contract/index.ts'
import { formatNumber, formatShare, formatShareRange } from '../../parts/format.ts'
import { words } from './words.ts'

/** The three numbers that sum the board up. */
export function Totals({ board }: { board: Scoreboard }) {
  const { attacks, innocent } = board.total
  return (
    <div className="quality-totals">
      <Total
        title={words.found}
        part={attacks.found}
        whole={attacks.requests}
        interval={attacks.interval}
        more={[
          words.named(formatNumber(attacks.foundWithRightType)),
          ...(attacks.unusual > 0 ? [words.unusual(formatNumber(attacks.unusual))] : []),
        ]}
      />
      <Total
        title={words.flagged}
        part={innocent.flagged}
        whole={innocent.requests}
        interval={innocent.interval}
        more={innocent.unusual > 0 ? [words.unusual(formatNumber(innocent.unusual))] : []}
      />
      <Card title={words.accuracy} figure={formatShare(board.balancedAccuracy)}>
        {words.accuracyHelp}
      </Card>
    </div>
  )
}

interface TotalProps {
  readonly title: string
  readonly part: number
  readonly whole: number
  readonly interval: Interval
  readonly more: readonly string[]
}

function Total({ title, part, whole, interval, more }: TotalProps) {
  return (
    <Card title={title} figure={formatShare(whole === 0 ? 0 : part / whole)}>
      {words.of(formatNumber(part), formatNumber(whole))}
      <br />
      {words.interval(formatShareRange(interval.low, interval.high))}
      {more.map((sentence) => (
        <span key={sentence}>
          <br />
          {sentence}
        </span>
      ))}
    </Card>
  )
}

function Card({ title, figure, children }: { title: string; figure: string; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      <div className="quality-figure tabular">{figure}</div>
      <Text size="xs" c="dimmed" mt={6} className="tabular">
        {children}
      </Text>
    </section>
  )
}
