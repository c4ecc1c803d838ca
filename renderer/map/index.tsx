import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { LatLngBounds } from 'leaflet'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { Failed, Skeletons } from '../parts/states.tsx'
import { FilterChips } from '../query/chips.tsx'
import { PlaceTable } from './place-table.tsx'
import { ThreatMapView } from './threat-map.tsx'

const clamp = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value))

/** Where alerts come from, as a map or as a table. */
export default function ThreatMapPage() {
  const { t } = useTranslation('map')
  const { filter, setBounds } = useFilter()
  const { status } = useLive()
  const [asTable, setAsTable] = useState(false)
  const [seen, setSeen] = useState<LatLngBounds>()
  const { data, error, refetch } = useQuery(orpc.map.queryOptions({ input: filter }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[40, 500]} />
  const onMap = data.points.reduce((sum, { count }) => sum + count, 0)
  const filterSeen = () =>
    seen &&
    setBounds({
      north: clamp(seen.getNorth(), 90),
      south: clamp(seen.getSouth(), 90),
      east: clamp(seen.getEast(), 180),
      west: clamp(seen.getWest(), 180),
    })
  return (
    <div className="page-fill">
      <div className="page-head">
        <Group gap={12}>
          <h1 className="page-title">{t('title')}</h1>
          <Text size="sm" c="dimmed" className="tabular" role="status">
            {t('onMap', { count: onMap })}
          </Text>
          <Group gap={8} ml="auto">
            {filter.bounds ? (
              <Button size="xs" variant="default" onClick={() => setBounds(null)}>
                {t('showAll')}
              </Button>
            ) : (
              <Button size="xs" variant="default" disabled={!seen || asTable} onClick={filterSeen}>
                {t('filterSeen')}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => setAsTable(!asTable)}>
              {asTable ? t('asMap') : t('table')}
            </Button>
          </Group>
        </Group>
        <div style={{ marginTop: 12 }}>
          <FilterChips />
        </div>
      </div>
      {asTable ? (
        <PlaceTable points={data.points} />
      ) : (
        <div style={{ position: 'relative', flex: 1, minHeight: 0 }}>
          <ThreatMapView map={data} attribution={status?.geography.attribution ?? ''} onSeen={setSeen} />
          <div className="map-tray tabular">
            <Text size="xs" fw={600} mb={4}>
              {t('notOnMap')}
            </Text>
            {data.notOnMap.private + data.notOnMap.unknown === 0 && (
              <div style={{ color: 'var(--quiet)' }}>{t('none')}</div>
            )}
            {data.notOnMap.private > 0 && <div>{t('private', { count: data.notOnMap.private })}</div>}
            {data.notOnMap.unknown > 0 && <div>{t('unknown', { count: data.notOnMap.unknown })}</div>}
          </div>
        </div>
      )}
    </div>
  )
}
