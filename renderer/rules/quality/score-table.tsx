import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interval, Misjudged } from '../../../contract/index.ts'
import { formatList, formatNumber, formatShare, formatShareRange } from '../../parts/format.ts'
import { IntervalBar } from './interval-bar.tsx'
import { MisjudgedList } from './misjudged-list.tsx'

export interface Row {
  readonly name: string
  readonly requests: number
  /** found, or flagged */
  readonly hits: number
  readonly interval: Interval
  readonly examples: readonly Misjudged[]
  /** what there is to see among the examples */
  readonly summary: readonly string[]
  /** what is said where there is nothing to see */
  readonly nothing: string
}

export interface ScoreTableProps {
  readonly title: string
  readonly columns: readonly [name: string, requests: string, hits: string, share: string]
  readonly color: string
  readonly rows: readonly Row[]
}

/** One line a type or kind; its examples open below it. */
export function ScoreTable({ title, columns: [name, requests, hits, share], color, rows }: ScoreTableProps) {
  const { t } = useTranslation('quality')
  return (
    <section className="card" aria-label={title}>
      <h2 className="card-title">{title}</h2>
      <table className="score-table tabular">
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col" className="number">
              {requests}
            </th>
            <th scope="col" className="number">
              {hits}
            </th>
            <th scope="col" colSpan={2}>
              {share}
            </th>
            <th scope="col">{t('examples')}</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <ScoreRow key={row.name} row={row} color={color} />
        ))}
      </table>
    </section>
  )
}

function ScoreRow({ row, color }: { row: Row; color: string }) {
  const { t } = useTranslation('quality')
  const { name, requests, hits, interval, examples, summary, nothing } = row
  const [isOpen, setOpen] = useState(false)
  const share = requests === 0 ? 0 : hits / requests
  return (
    <tbody>
      <tr>
        <th scope="row">{name}</th>
        <td className="number">{formatNumber(requests)}</td>
        <td className="number">{formatNumber(hits)}</td>
        <td className="score-bar">
          <IntervalBar share={share} interval={interval} color={color} />
        </td>
        <td>
          {formatShare(share)}{' '}
          <span className="quiet">({formatShareRange(interval.low, interval.high)})</span>
        </td>
        <td>
          {examples.length === 0 ? (
            <span className="quiet">{nothing}</span>
          ) : (
            <button
              type="button"
              className="text-button"
              aria-expanded={isOpen}
              aria-label={t('examplesOf', { name, what: formatList(summary) })}
              onClick={() => setOpen(!isOpen)}
            >
              {formatList(summary)} {isOpen ? '▴' : '▾'}
            </button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            <MisjudgedList examples={examples} />
          </td>
        </tr>
      )}
    </tbody>
  )
}
