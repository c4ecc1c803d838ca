import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TriedLine } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatScore } from '../../parts/format.ts'
import { MarkedText, visibleText } from '../../parts/marked-text.tsx'
import { SeverityMark } from '../../parts/severity.tsx'
import { fieldWord, viewWord } from '../../parts/terms.ts'

type TriedFinding = TriedLine['findings'][number]

/** What was found, strongest first: where it matched in what was read, and the rule that says so. */
export function Findings({ findings }: { findings: readonly TriedFinding[] }) {
  const { t } = useTranslation('try')
  const { query } = useFilter()
  return (
    <ul className="try-findings">
      {findings.map((finding) => (
        <li key={`${finding.signature}${finding.field}${finding.start}`}>
          <div className="try-finding">
            <SeverityMark severity={finding.severity} />
            <span>{finding.title}</span>
            <Link className="text-link mono" href={`/rules${query}#${finding.signature}`}>
              {finding.signature}
            </Link>
            <span className="quiet tabular">
              {t('confidence', { score: formatScore(finding.confidence) })}
            </span>
            {finding.off && <span className="rule-mark">{t('findingOff')}</span>}
          </div>
          <Matched finding={finding} />
        </li>
      ))}
    </ul>
  )
}

function Matched({
  finding: { field, view, decoding, decodedSpan, match, note },
}: {
  finding: TriedFinding
}) {
  const { t } = useTranslation('try')
  if (note) return <p className="quiet">{visibleText(note)}</p>
  const read = decoding.at(-1)
  return (
    <>
      {field && (
        <p className="quiet">
          {view === undefined
            ? fieldWord(field)
            : t('matchedIn', { field: fieldWord(field), view: viewWord(view) })}
        </p>
      )}
      <pre className="raw-line">
        {read && decodedSpan ? <MarkedText text={read.text} spans={[decodedSpan]} /> : visibleText(match)}
      </pre>
    </>
  )
}
