import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interval, Scoreboard } from '../../../contract/index.ts'
import { formatShare, formatShareRange } from '../../parts/format.ts'

/** The three numbers that sum the board up. */
export function Totals({ board }: { board: Scoreboard }) {
  const { t } = useTranslation('quality')
  const { attacks, innocent } = board.total
  return (
    <div className="quality-totals">
      <Total
        title={t('found')}
        part={attacks.found}
        whole={attacks.requests}
        interval={attacks.interval}
        more={[
          t('named', { count: attacks.foundWithRightType }),
          ...(attacks.unusual > 0 ? [t('unusual', { count: attacks.unusual })] : []),
        ]}
      />
      <Total
        title={t('flagged')}
        part={innocent.flagged}
        whole={innocent.requests}
        interval={innocent.interval}
        more={innocent.unusual > 0 ? [t('unusual', { count: innocent.unusual })] : []}
      />
      <Card title={t('accuracy')} figure={formatShare(board.balancedAccuracy)}>
        {t('accuracyHelp')}
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
  const { t } = useTranslation('quality')
  return (
    <Card title={title} figure={formatShare(whole === 0 ? 0 : part / whole)}>
      {t('of', { part, whole })}
      <br />
      {t('interval', { range: formatShareRange(interval.low, interval.high) })}
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
