import type { Severity } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { SeverityShape } from '../parts/severity.tsx'
import { words } from './words.ts'

export interface BarRow {
  readonly key: string
  readonly label: string
  readonly count: number
  readonly note?: string
  readonly severity?: Severity
  readonly isCode?: boolean
}

/** Names with counts, longest bar first; a press narrows all screens to that value. */
export function BarList({ rows, onPick }: { rows: readonly BarRow[]; onPick: (key: string) => void }) {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  if (rows.length === 0) return <div style={{ color: '#8591a0', fontSize: 13 }}>{words.none}</div>
  return (
    <div>
      {rows.map(({ key, label, count, note, severity, isCode }) => (
        <button type="button" key={key} className="bar-row" onClick={() => onPick(key)}>
          <i className="bar-fill" style={{ width: `${(100 * count) / most}%` }} />
          {severity && (
            <span style={{ display: 'inline-flex' }}>
              <SeverityShape severity={severity} size={10} />
            </span>
          )}
          <span
            className={isCode ? 'mono' : ''}
            style={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
          >
            {label}
          </span>
          {note && <span style={{ color: '#98a3b1', fontSize: 12 }}>{note}</span>}
          <span className="tabular">{formatNumber(count)}</span>
        </button>
      ))}
    </div>
  )
}
