import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type MapPoint, severities } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { formatNumber, formatTime, placeName } from '../parts/format.ts'
import { SeveritySign } from '../parts/severity.tsx'
import { typeWord } from '../parts/terms.ts'

/** Half the width of the box that holds just this place. */
const near = 0.0005

/** A place: how many, how bad, and its latest alerts, each a press from its evidence. */
export function PlacePopup({ point }: { point: MapPoint }) {
  const { t } = useTranslation('map')
  const { filter, query } = useFilter()
  const { latitude, longitude } = point
  const bounds = {
    north: Math.min(90, latitude + near),
    south: Math.max(-90, latitude - near),
    east: Math.min(180, longitude + near),
    west: Math.max(-180, longitude - near),
  }
  const { data } = useQuery(
    orpc.alerts.list.queryOptions({ input: { filter: { ...filter, bounds }, limit: 5 } }),
  )
  return (
    <div style={{ color: 'var(--ink)', fontSize: 13 }}>
      <Text fw={600} size="sm">
        {placeName(point.city ?? t('unknownCity'), point)}
      </Text>
      <div style={{ display: 'flex', gap: 12, margin: '6px 0 10px' }} className="tabular">
        {severities.map(
          (severity) =>
            point.severities[severity] > 0 && (
              <span key={severity} style={{ display: 'inline-flex', gap: 5, alignItems: 'center' }}>
                <SeveritySign severity={severity} size={10} />
                {formatNumber(point.severities[severity])}
              </span>
            ),
        )}
      </div>
      <Text size="xs" c="dimmed" mb={4}>
        {t('latest')}
      </Text>
      {data?.alerts.map((alert) => (
        <Link
          key={alert.id}
          href={`/alerts/${alert.id}${query}`}
          className="bar-row"
          style={{ textDecoration: 'none', color: 'inherit', padding: '5px 4px' }}
        >
          <SeveritySign severity={alert.severity} size={10} />
          <span>{typeWord(alert.type)}</span>
          <span className="mono" style={{ color: 'var(--quiet)' }}>
            {alert.sourceIp}
          </span>
          <span className="tabular" style={{ marginLeft: 'auto', color: 'var(--quiet)' }}>
            {formatTime(alert.time)}
          </span>
        </Link>
      ))}
    </div>
  )
}
