import { useTranslation } from 'react-i18next'
import type { TriedField } from '../../../contract/index.ts'
import { formatDateTime } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'

/** What was read of the line, by its names in the Elastic Common Schema; what rules read also decoded, step by step. */
export function Fields({ fields }: { fields: readonly TriedField[] }) {
  return (
    <dl className="try-fields">
      {fields.map(({ name, ecs, value, decoding }) => (
        <div key={name}>
          <dt className="mono">{ecs}</dt>
          <dd>
            <span className="mono">
              {name === 'time' ? formatDateTime(Number(value)) : visibleText(String(value))}
            </span>
            {decoding.length > 1 && <Decoding steps={decoding.slice(1)} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Decoding({ steps }: { steps: TriedField['decoding'] }) {
  const { t } = useTranslation('try')
  return (
    <ol aria-label={t('decoding')}>
      {steps.map(({ step, text }) => (
        <li key={`${step}\n${text}`}>
          <span className="quiet">{step}</span>
          <span className="mono">{visibleText(text)}</span>
        </li>
      ))}
    </ol>
  )
}
