import { useTranslation } from 'react-i18next'
import type { TriedDetector } from '../../../contract/index.ts'
import { formatList } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { fieldWord } from '../../parts/terms.ts'

/** What each detector made of the line: those with something to say first, the others by name. */
export function Detectors({ detectors }: { detectors: readonly TriedDetector[] }) {
  const { t } = useTranslation('try')
  const telling = detectors.filter(({ state, quiet }) => state !== 'quiet' || quiet.length > 0)
  const others = detectors.filter((detector) => !telling.includes(detector))
  return (
    <>
      <ul className="try-detectors">
        {telling.map((detector) => (
          <li key={detector.id}>
            <span className="try-state" data-state={detector.state}>
              {t(`states.${detector.state}`)}
            </span>
            <div>
              {detector.title}
              {detector.because && <span className="quiet"> · {t(`because.${detector.because}`)}</span>}
              {detector.quiet.map(({ signature, title, field, match, because }) => (
                <p key={`${signature}${match}`} className="quiet">
                  {t('quietSign', { title, field: fieldWord(field), because: t(`quiet.${because}`) })}{' '}
                  <span className="mono">{visibleText(match)}</span>
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p className="quiet">
          {t('others', { count: others.length, names: formatList(others.map(({ title }) => title)) })}
        </p>
      )}
    </>
  )
}
