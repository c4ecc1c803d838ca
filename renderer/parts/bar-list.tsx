import './bar-list.css'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Severity } from '../../contract/index.ts'
import { formatNumber } from './format.ts'
import { SeveritySign } from './severity.tsx'

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
  /** whether the screens are narrowed to a key */
  readonly isPicked?: (key: string) => boolean
  /** a press on a row; without it, and without an address, rows only tell */
  readonly onPick?: (key: string) => void
  readonly hrefOf?: (key: string) => string
}

/** Names with counts, longest bar first; a press narrows all screens to that value or leads to its page. */
export function BarList({ rows, isPicked, onPick, hrefOf }: BarListProps) {
  const { t } = useTranslation('parts')
  const most = Math.max(1, ...rows.map(({ count }) => count))
  if (rows.length === 0) return <div className="tally-note">{t('none')}</div>
  return (
    <div>
      {rows.map((row) => {
        const { key, count } = row
        const style: CSSProperties & { '--share': number } = { '--share': count / most }
        const shown = { className: 'tally', style, children: <Bar {...row} /> }
        if (hrefOf) return <Link key={key} href={hrefOf(key)} {...shown} />
        if (!onPick) return <div key={key} {...shown} />
        return (
          <button
            key={key}
            type="button"
            aria-pressed={isPicked?.(key) ?? false}
            onClick={() => onPick(key)}
            {...shown}
          />
        )
      })}
    </div>
  )
}

function Bar({ label, count, note, severity, isCode }: BarRow) {
  return (
    <>
      <i aria-hidden />
      {severity && <SeveritySign severity={severity} size={10} />}
      <span className={isCode ? 'tally-label mono' : 'tally-label'} title={label}>
        {label}
      </span>
      {note && <span className="tally-note">{note}</span>}
      <span className="tabular">{formatNumber(count)}</span>
    </>
  )
}
