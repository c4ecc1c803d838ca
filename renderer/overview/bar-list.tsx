import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { Severity } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { SeveritySign } from '../parts/severity.tsx'

export interface BarRow {
  readonly key: string
  readonly label: string
  readonly count: number
  readonly note?: string
  readonly severity?: Severity
  readonly isCode?: boolean
}

export interface BarListProps {
  readonly rows: readonly BarRow[]
  /** keys the screens are narrowed to */
  readonly picked: readonly string[]
  readonly onPick: (key: string) => void
}

/** Names with counts, longest bar first; a press narrows all screens to that value, another lets go of it. */
export function BarList({ rows, picked, onPick }: BarListProps) {
  const { t } = useTranslation('overview')
  const most = Math.max(1, ...rows.map(({ count }) => count))
  if (rows.length === 0) return <div className="tally-note">{t('none')}</div>
  return (
    <div>
      {rows.map(({ key, label, count, note, severity, isCode }) => {
        const share: CSSProperties & { '--share': number } = { '--share': count / most }
        return (
          <button
            type="button"
            key={key}
            className="tally"
            style={share}
            aria-pressed={picked.includes(key)}
            onClick={() => onPick(key)}
          >
            <i aria-hidden />
            {severity && <SeveritySign severity={severity} size={10} />}
            <span className={isCode ? 'tally-label mono' : 'tally-label'}>{label}</span>
            {note && <span className="tally-note">{note}</span>}
            <span className="tabular">{formatNumber(count)}</span>
          </button>
        )
      })}
    </div>
  )
}
