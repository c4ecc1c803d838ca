import { useTranslation } from 'react-i18next'
import { type Incident, severities } from '../../../contract/index.ts'
import { type Fact, FactList } from '../../parts/fact-list.tsx'
import { formatDateTime, formatNumber } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { SeverityMark } from '../../parts/severity.tsx'
import { Value } from '../../query/value.tsx'
import { AddressValue, PlaceValue } from '../../query/who.tsx'

/** Who it was, when, in which log, by which ways, and whether anything was answered with success. */
export function Facts({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incidents')
  const { sourceIp, place, sourceId, sourceName, first, last, count, succeeded, types } = incident
  const rows: Fact[] = [
    [t('actor'), <AddressValue key="actor" ip={sourceIp} />],
    [t('place'), <PlaceValue key="place" place={place} unknown={t('nowhere')} />],
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
      <FactList facts={rows} />
    </Part>
  )
}
