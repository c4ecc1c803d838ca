import { type Severity, severities } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { SeverityShape } from '../parts/severity.tsx'
import { severityWord } from '../parts/terms.ts'

/** How many of each severity, by shape, colour and word; those that did not come are left out. */
export function SeverityCounts({ counts }: { counts: Readonly<Record<Severity, number>> }) {
  return (
    <span className="severity-counts tabular">
      {severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => (
          <span key={severity}>
            <SeverityShape severity={severity} size={10} />
            {formatNumber(counts[severity])} <span className="quiet">{severityWord(severity)}</span>
          </span>
        ))}
    </span>
  )
}
