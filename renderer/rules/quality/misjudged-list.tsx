import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Misjudged } from '../../../contract/index.ts'
import { formatList } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { typeWord } from '../../parts/terms.ts'

/** Requests judged otherwise than their label says, as sent, with the rules that spoke. */
export function MisjudgedList({ examples }: { examples: readonly Misjudged[] }) {
  const { t } = useTranslation('quality')
  return (
    <ul className="misjudged">
      {examples.map((example) => (
        <li key={`${example.request}${example.userAgent}${example.referer}`}>
          <Verdict example={example} />
          <div className="mono">{visibleText(example.request)}</div>
          {example.userAgent !== undefined && <Header name={t('agent')} value={example.userAgent} />}
          {example.referer !== undefined && <Header name={t('referer')} value={example.referer} />}
        </li>
      ))}
    </ul>
  )
}

function Verdict({ example: { verdict, kind, as, signatures } }: { example: Misjudged }) {
  const { t } = useTranslation('quality')
  return (
    <div className="misjudged-verdict">
      {t(`verdict.${verdict}`, { types: formatList(as.map(typeWord)) })}
      {verdict !== 'flagged' && <span className="quiet"> · {kind}</span>}
      {signatures.map((signature) => (
        <Link key={signature} href={`/rules#${signature}`} className="mono text-link">
          {signature}
        </Link>
      ))}
    </div>
  )
}

const Header = ({ name, value }: { name: string; value: string }) => (
  <div className="quiet">
    {name}: <span className="mono">{visibleText(value)}</span>
  </div>
)
