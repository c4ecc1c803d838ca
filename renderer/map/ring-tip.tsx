import { useTranslation } from 'react-i18next'
import { pointAt, severitiesAt } from './places.ts'
import type { SeenRing } from './ring-size.ts'
import { useAccuracy, useRingWords } from './ring-words.ts'
import { SeverityCounts } from './severity-counts.tsx'
import type { Ringed } from './use-rings.ts'

/** What lies under the pointer. Those who do not point hear the same from the ring's button. */
export function RingTip({ ringed, ring }: { ringed: Ringed; ring: SeenRing }) {
  const { t } = useTranslation('map')
  const accuracyOf = useAccuracy()
  const { title } = useRingWords()(ringed, ring)
  const point = pointAt(ringed.places, ringed.rings.place[ring.ring] ?? -1)
  return (
    <div
      className="ring-tip"
      aria-hidden
      style={{ left: ring.x, top: ring.y - ring.radius - 8 }}
      data-below={ring.y < 130 || undefined}
    >
      <b>{title}</b>
      <span className="tabular">{t('count', { count: ring.count })}</span>
      <SeverityCounts counts={severitiesAt(ringed.rings.counts, ring.ring)} />
      <span className="quiet">{point ? accuracyOf(point) : t('pressToZoom')}</span>
    </div>
  )
}
