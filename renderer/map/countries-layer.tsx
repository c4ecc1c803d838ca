import { useQuery } from '@tanstack/react-query'
import type { Feature, FeatureCollection } from 'geojson'
import type { LeafletMouseEvent, PathOptions } from 'leaflet'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { GeoJSON, Tooltip } from 'react-leaflet'
import { z } from 'zod'
import { useFilter } from '../app/filter.ts'
import { formatCountry } from '../parts/format.ts'
import { loadCountries } from './countries.ts'
import { useSlices } from './use-slices.ts'

/** Shapes that are added to the map at once. */
const atOnce = 30

const collectionOf = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
})

const Shape = z.object({ feature: z.object({ id: z.string() }) })

/** ISO code of the country an event is about; '' where its shape has none. */
const codeIn = (event: LeafletMouseEvent): string =>
  Shape.safeParse(event.propagatedFrom).data?.feature.id ?? ''

export interface CountriesProps {
  /** alerts by ISO code */
  readonly counts: Readonly<Record<string, number>>
  readonly attribution: string
  /** true where a ring lies over that point of the map: it is the ring that was meant */
  isRingAt(event: LeafletMouseEvent): boolean
}

/** The countries, shaded by their alerts; a press picks one for the filter, those picked are outlined. */
export function Countries({ counts, attribution, isRingAt }: CountriesProps) {
  const { t, i18n } = useTranslation('map')
  const { filter, toggle } = useFilter()
  const [under, setUnder] = useState('')
  const { data } = useQuery({
    queryKey: ['countries'],
    queryFn: loadCountries,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const most = Math.max(1, ...Object.values(counts))
  const style = useCallback(
    (feature?: Feature): PathOptions => {
      const count = counts[String(feature?.id ?? '')] ?? 0
      const strength = count === 0 ? 0 : 0.12 + 0.5 * (Math.log(count + 1) / Math.log(most + 1))
      return {
        className: 'country',
        color: 'var(--map-border)',
        weight: 0.7,
        fillColor: count === 0 ? 'var(--map-land)' : 'var(--map-heat)',
        fillOpacity: count === 0 ? 1 : strength * 0.6,
      }
    },
    [counts, most],
  )
  const picked = filter.countries?.join() ?? ''
  const outlined = useMemo(() => {
    const codes = picked.split(',')
    const features = data?.features.filter(({ id }) => id !== '' && codes.includes(String(id)))
    return features?.length ? collectionOf(features) : undefined
  }, [data, picked])
  const slices = useSlices(data?.features, atOnce)
  const collections = useMemo(() => slices.map(collectionOf), [slices])
  if (!data) return null
  const onClick = (event: LeafletMouseEvent) => {
    const code = codeIn(event)
    const isPicked = filter.countries?.includes(code) ?? false
    if (code !== '' && (isPicked || (counts[code] ?? 0) > 0) && !isRingAt(event)) toggle('country', code)
  }
  return (
    <>
      {collections.map((shapes, i) => (
        <GeoJSON
          key={`${i18n.language} ${shapes.features[0]?.id}`}
          data={shapes}
          style={style}
          {...(i === 0 && { attribution: `${attribution} · ${t('data')}` })}
          eventHandlers={{ click: onClick, mouseover: (event) => setUnder(codeIn(event)) }}
        >
          <Tooltip sticky className="country-tip" direction="top" offset={[0, -8]}>
            {t('country', { name: formatCountry(under, under) ?? '', count: counts[under] ?? 0 })}
          </Tooltip>
        </GeoJSON>
      ))}
      {outlined && (
        <GeoJSON
          key={`${i18n.language} ${picked}`}
          data={outlined}
          interactive={false}
          style={{ color: 'var(--accent)', weight: 2, fill: false }}
        />
      )}
    </>
  )
}
