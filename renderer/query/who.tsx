import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Place } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { placeName } from '../parts/format.ts'
import { Value } from './value.tsx'

/** An address with its menu and the way to its page. */
export function AddressValue({ ip }: { ip: string }) {
  const { t } = useTranslation('query')
  const { query } = useFilter()
  return (
    <span className="fact-values">
      <Value field="ip" value={ip}>
        <span className="mono">{ip}</span>
      </Value>
      <Link className="text-link" href={`/actor/address/${encodeURIComponent(ip)}${query}`}>
        {t('actorPage')}
      </Link>
    </span>
  )
}

/** A place with the menu of its country, or the word for none. */
export function PlaceValue({ place, unknown }: { place: Place; unknown: string }) {
  if (place.countryCode === undefined) return unknown
  return (
    <Value field="country" value={place.countryCode}>
      {placeName(place.city, place)}
    </Value>
  )
}
