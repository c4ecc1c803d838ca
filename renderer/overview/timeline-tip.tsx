import { type Overview, severities } from '../../contract/index.ts'
import { formatDateTime, formatNumber } from '../parts/format.ts'
import { SeverityMark } from '../parts/severity.tsx'

/** What a bar stands for: when it begins, and how many alerts of each severity. */
export function TimelineTip({ bucket }: { bucket: Overview['timeline'][number] | undefined }) {
  if (bucket === undefined) return null
  return (
    <div className="timeline-tip tabular">
      <strong>{formatDateTime(bucket.time)}</strong>
      <dl>
        {severities.map((severity) => (
          <div key={severity} style={{ display: 'contents' }}>
            <dt>
              <SeverityMark severity={severity} />
            </dt>
            <dd>{formatNumber(bucket.counts[severity])}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
