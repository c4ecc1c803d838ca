import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Severity, SignatureDoc } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { formatList, formatScore } from '../parts/format.ts'
import { visibleText } from '../parts/marked-text.tsx'
import { engineLanguage, fieldWord, severityWord } from '../parts/terms.ts'
import { exampleLine } from './example-line.ts'
import { RuleSeverity } from './rule-controls.tsx'
import type { Rule } from './rule-list.ts'
import { RuleRow } from './rule-row.tsx'

/** One signature, closed until asked for. `inherited` is the severity its detector is set to, where it is. */
export function Signature({ rule, inherited }: { rule: Rule; inherited: Severity | null }) {
  const { doc, setting, hits } = rule
  return (
    <RuleRow title={doc.title} setting={setting} hits={hits}>
      <SignaturePage rule={rule} inherited={inherited} />
    </RuleRow>
  )
}

function SignaturePage({ rule: { doc, setting }, inherited }: { rule: Rule; inherited: Severity | null }) {
  const { t } = useTranslation('rules')
  return (
    <dl className="rule-facts">
      <dt>{t('severity')}</dt>
      <dd>
        <RuleSeverity
          setting={setting}
          name={doc.title}
          otherwise={inherited ?? doc.severity}
          otherwiseLabel={
            inherited === null
              ? t('shippedAs', { severity: severityWord(doc.severity) })
              : t('asDetector', { severity: severityWord(inherited) })
          }
        />
      </dd>
      <dt>{t('confidence')}</dt>
      <dd className="tabular">{formatScore(doc.confidence)}</dd>
      {doc.fields.length > 0 && (
        <>
          <dt>{t('fields')}</dt>
          <dd>{formatList(doc.fields.map(fieldWord))}</dd>
        </>
      )}
      <Examples title={t('matches')} doc={doc} kind="matches" />
      <Examples title={t('ignores')} doc={doc} kind="ignores" />
      <dt>{t('patterns', { count: doc.patterns.length })}</dt>
      <dd>
        <ul className="mono quiet rule-patterns">
          {doc.patterns.map((pattern) => (
            <li key={pattern}>{pattern}</li>
          ))}
        </ul>
      </dd>
      {doc.quietIn.length > 0 && (
        <>
          <dt>{t('quietIn')}</dt>
          <dd>{formatList(doc.quietIn)}</dd>
        </>
      )}
      {doc.why && (
        <>
          <dt>{t('why')}</dt>
          <dd lang={engineLanguage}>{doc.why}</dd>
        </>
      )}
    </dl>
  )
}

interface ExamplesProps {
  readonly title: string
  readonly doc: SignatureDoc
  readonly kind: 'matches' | 'ignores'
}

/** What it finds, or leaves alone; one that fits a line can be tried by one press. */
function Examples({ title, doc, kind }: ExamplesProps) {
  const { t } = useTranslation('rules')
  const { query } = useFilter()
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul className="rule-examples" data-kind={kind}>
          {doc[kind].map((example) => {
            const line = exampleLine(doc, example, Date.now())
            return (
              <li key={example}>
                <span className="mono">{visibleText(example)}</span>
                {line !== undefined && (
                  <Link
                    className="text-link"
                    href={`/rules/try${query}`}
                    state={{ lines: line }}
                    aria-label={t('tryOf', { example })}
                  >
                    {t('try')}
                  </Link>
                )}
              </li>
            )
          })}
        </ul>
      </dd>
    </>
  )
}
