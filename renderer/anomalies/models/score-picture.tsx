import { useTranslation } from 'react-i18next'
import type { ModelCard } from '../../../contract/index.ts'
import { formatQuantile, formatScore } from '../../parts/format.ts'
import { placeOf, quantilesOf, type ScoreSpan } from './scores.ts'

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

/** How the traffic it was trained on scores: the lower half dark, the rest lighter, its quantiles and its threshold. */
export function ScorePicture({ model, span }: { model: ModelCard; span: ScoreSpan }) {
  const { t } = useTranslation('models')
  const quantiles = quantilesOf(model)
  const [, first = 0] = quantiles[0] ?? []
  const told = quantiles.map(([share, score]) =>
    t('quantile', { share: formatQuantile(share), score: formatScore(score) }),
  )
  return (
    <figure className="score-picture">
      <div className="score-band" role="img" aria-label={told.join(', ')}>
        {quantiles.map(([share, score]) => (
          <i
            key={share}
            data-band
            title={t('quantile', { share: formatQuantile(share), score: formatScore(score) })}
            style={{
              left: percent(placeOf(first, span)),
              width: percent(placeOf(score, span) - placeOf(first, span)),
            }}
          />
        ))}
        <i data-threshold style={{ left: percent(placeOf(model.threshold, span)) }} />
      </div>
      <figcaption className="tabular">
        <span>{formatScore(span.from)}</span>
        <span>{t('thresholdAt', { threshold: model.threshold })}</span>
        <span>{formatScore(span.to)}</span>
      </figcaption>
    </figure>
  )
}
