import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Incident, severities } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatDateTime, formatNumber, placeName } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { SeverityMark } from '../../parts/severity.tsx'
import { Value } from '../../query/value.tsx'

/** Who it was, when, in which log, by which ways, and whether anything was answered with success. */
export function Facts({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incidents')
  const { query } = useFilter()
  const { sourceIp, place, sourceId, sourceName, first, last, count, succeeded, types } = incident
  const rows: [string, ReactNode][] = [
    [
      t('actor'),
      <span key="actor" className="fact-values">
        <Value field="ip" value={sourceIp}>
          <span className="mono">{sourceIp}</span>
        </Value>
        <Link className="text-link" href={`/actor/address/${encodeURIComponent(sourceIp)}${query}`}>
          {t('actorPage')}
        </Link>
      </span>,
    ],
    [
      t('place'),
      place.countryCode === undefined ? (
        t('nowhere')
      ) : (
        <Value key="place" field="country" value={place.countryCode}>
          {placeName(place.city, place)}
        </Value>
      ),
    ],
    [
      t('log'),
      <Value key="log" field="source" value={String(sourceId)}>
        {sourceName}
      </Value>,
    ],
    [t('first'), formatDateTime(first)],
    [t('last'), formatDateTime(last)],
    [
      t('types'),
      <span key="types" className="fact-values">
        {types.map((one) => (
          <span key={one.type}>
            <Value field="type" value={one.type} />{' '}
            <span className="tabular quiet">{formatNumber(one.count)}</span>
          </span>
        ))}
      </span>,
    ],
    [
      t('severities'),
      <span key="severities" className="fact-values">
        {severities
          .filter((severity) => incident.severities[severity] > 0)
          .map((severity) => (
            <span key={severity} className="fact-count">
              <SeverityMark severity={severity} />{' '}
              <span className="tabular quiet">{formatNumber(incident.severities[severity])}</span>
            </span>
          ))}
      </span>,
    ],
    [t('answered'), succeeded === 0 ? t('noneAnswered') : t('someAnswered', { count: succeeded, of: count })],
  ]
  return (
    <Part title={t('about')}>
      <dl className="about">
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}
