import { useTranslation } from 'react-i18next'
import type { SignatureDoc } from '../../contract/index.ts'
import { formatList, formatScore } from '../parts/format.ts'
import { engineLanguage, fieldWord } from '../parts/terms.ts'

/** One signature, closed until asked for: what it looks at, and its examples. */
export function Signature({ signature }: { signature: SignatureDoc }) {
  const { t } = useTranslation('rules')
  return (
    <details
      id={signature.id}
      style={{ borderTop: '1px solid var(--line)', marginTop: 12, paddingTop: 10 }}
      open={window.location.hash === `#${signature.id}`}
    >
      <summary style={{ cursor: 'pointer', fontSize: 14 }}>
        <span lang={engineLanguage} style={{ marginRight: 12 }}>
          {signature.title}
        </span>
        <span className="mono" style={{ color: 'var(--quiet)' }}>
          {signature.id}
        </span>
      </summary>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: '110px minmax(0,1fr)',
          gap: '8px 14px',
          fontSize: 13,
          padding: '12px 0 4px',
        }}
      >
        <span style={{ color: 'var(--quiet)' }}>{t('confidence')}</span>
        <span className="tabular">{formatScore(signature.confidence)}</span>
        {signature.fields.length > 0 && (
          <>
            <span style={{ color: 'var(--quiet)' }}>{t('fields')}</span>
            <span>{formatList(signature.fields.map(fieldWord))}</span>
          </>
        )}
        <Examples title={t('matches')} color="var(--bad)" examples={signature.matches} />
        <Examples title={t('ignores')} color="var(--good)" examples={signature.ignores} />
        <span style={{ color: 'var(--quiet)' }}>{t('patterns', { count: signature.patterns.length })}</span>
        <Patterns patterns={signature.patterns} />
        {signature.quietIn.length > 0 && (
          <>
            <span style={{ color: 'var(--quiet)' }}>{t('quietIn')}</span>
            <span>{formatList(signature.quietIn)}</span>
          </>
        )}
        {signature.why && (
          <>
            <span />
            <span lang={engineLanguage}>{signature.why}</span>
          </>
        )}
      </div>
    </details>
  )
}

/** Any of them is a match. */
function Patterns({ patterns }: { patterns: readonly string[] }) {
  return (
    <ul
      lang={engineLanguage}
      className="mono"
      style={{ margin: 0, padding: 0, listStyle: 'none', color: 'var(--quiet)' }}
    >
      {patterns.map((pattern) => (
        <li key={pattern} style={{ marginBottom: 4, overflowWrap: 'anywhere' }}>
          {pattern}
        </li>
      ))}
    </ul>
  )
}

function Examples({ title, color, examples }: { title: string; color: string; examples: readonly string[] }) {
  return (
    <>
      <span style={{ color: 'var(--quiet)' }}>{title}</span>
      <div>
        {examples.map((example) => (
          <div
            key={example}
            className="mono"
            style={{
              borderLeft: `2px solid ${color}`,
              paddingLeft: 10,
              marginBottom: 4,
              overflowWrap: 'anywhere',
            }}
          >
            {example}
          </div>
        ))}
      </div>
    </>
  )
}
