import { IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TriedLine } from '../../../contract/index.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { SeverityMark } from '../../parts/severity.tsx'
import { typeWord } from '../../parts/terms.ts'
import { Steps } from './steps.tsx'

/** What was made of each line. Of one all is shown at once, of several what is asked for. */
export function Results({ tried }: { tried: readonly TriedLine[] }) {
  const { t } = useTranslation('try')
  // Lines may be the same, and stay where they are.
  const numbered = tried.map((line, i) => ({ line, number: i + 1 }))
  const raised = tried.filter(({ alerts }) => alerts.length > 0).length
  return (
    <section aria-label={t('results')} className="try-results">
      <p className="quiet" role="status">
        {t('summary', { count: tried.length, raised })}
      </p>
      <ol>
        {numbered.map(({ line, number }) => (
          <Result key={number} line={line} number={number} isOpenAtFirst={tried.length === 1} />
        ))}
      </ol>
    </section>
  )
}

interface ResultProps {
  readonly line: TriedLine
  readonly number: number
  readonly isOpenAtFirst: boolean
}

function Result({ line, number, isOpenAtFirst }: ResultProps) {
  const { t } = useTranslation('try')
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  return (
    <li className="card">
      <button
        type="button"
        className="try-head"
        aria-expanded={isOpen}
        aria-label={t('line', { number })}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={15} aria-hidden className="rule-chevron" />
        <span className="quiet tabular">{number}</span>
        <span className="mono try-line">{visibleText(line.line.slice(0, 300))}</span>
      </button>
      <Verdict line={line} />
      {isOpen && <Steps line={line} />}
    </li>
  )
}

/** What would come of the line, in one sentence. */
function Verdict({ line: { alerts, problem, findings } }: { line: TriedLine }) {
  const { t } = useTranslation('try')
  if (problem !== undefined)
    return (
      <p className="try-verdict">
        <b>{t('unread')}</b> {visibleText(problem)}
      </p>
    )
  if (alerts.length === 0)
    return (
      <p className="try-verdict">
        <b>{t('noAlert')}</b> {findings.length > 0 && t('onlyOff')}
      </p>
    )
  return (
    <ul className="try-verdict">
      {alerts.map(({ type, severity, why }) => (
        <li key={type}>
          <SeverityMark severity={severity} /> <b>{typeWord(type)}</b> {why}
        </li>
      ))}
    </ul>
  )
}
