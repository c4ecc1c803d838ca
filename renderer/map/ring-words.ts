import { useTranslation } from 'react-i18next'
import type { MapPoint } from '../../contract/index.ts'
import { severities } from '../../contract/severity.ts'
import { formatList, formatNumber, placeName } from '../parts/format.ts'
import { severityWord } from '../parts/terms.ts'
import { pointAt, severitiesAt } from './places.ts'
import type { SeenRing } from './ring-size.ts'
import type { Ringed } from './use-rings.ts'

export interface RingWords {
  /** the place, or how many places */
  readonly title: string
  /** "3 Critical, 12 High" */
  readonly mix: string
  /** all of it, with what a press does */
  readonly sentence: string
}

/** What a place is called: its town and country as far as known. */
export function usePlaceName(): (point: MapPoint) => string {
  const { t } = useTranslation('map')
  return (point) => placeName(point.city, point) || t('unknownPlace')
}

/** How well a place is known: the database tells no radius, only towns and countries. */
export function useAccuracy(): (point: MapPoint) => string {
  const { t } = useTranslation('map')
  return ({ city, countryCode }) => {
    if (city !== undefined) return t('byCity')
    return countryCode === undefined ? t('byCoordinates') : t('byCountry')
  }
}

/** What a ring says to those who point at it or hear it. */
export function useRingWords(): (ringed: Ringed, ring: SeenRing) => RingWords {
  const { t } = useTranslation('map')
  const nameOf = usePlaceName()
  return ({ places, rings }, { ring, count }) => {
    const point = pointAt(places, rings.place[ring] ?? -1)
    const counts = severitiesAt(rings.counts, ring)
    const mix = formatList(
      severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => `${formatNumber(counts[severity])} ${severityWord(severity)}`),
    )
    const title = point ? nameOf(point) : t('places', { count: rings.places[ring] ?? 0 })
    const sentence = point
      ? t('ringOfPlace', { place: title, count, mix })
      : t('ringOfPlaces', { places: title, count, mix })
    return { title, mix, sentence }
  }
}
