import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { LatLngBounds } from 'leaflet'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertFilter, Bounds, Overview } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { Failed, Skeletons } from '../parts/states.tsx'
import { FilterChips } from '../query/chips.tsx'
import { homeOf } from './home.ts'
import { PlaceTables } from './place-table.tsx'
import { alertsOn } from './places.ts'
import { Scrubber } from './scrubber.tsx'
import { stepsOf } from './steps.ts'
import { bounded } from './surroundings.ts'
import { ThreatMapView } from './threat-map.tsx'
import type { Threats } from './threats.ts'
import { Tray } from './tray.tsx'
import { useFresh } from './use-fresh.ts'
import { useReplay } from './use-replay.ts'
import { useThreats } from './use-threats.ts'

/** Where alerts come from, as a map or as tables, for the whole range or one step of it after the other. */
export default function ThreatMapPage() {
  const { filter } = useFilter()
  const threats = useThreats(filter)
  const overview = useQuery(orpc.overview.queryOptions({ input: filter }))
  const failed = [threats, overview].find(({ error }) => error)
  if (failed?.error) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />
  if (!threats.data || !overview.data) return <Skeletons heights={[40, 500]} />
  return <ThreatsOf filter={filter} whole={threats.data} overview={overview.data} />
}

interface ThreatsOfProps {
  readonly filter: AlertFilter
  readonly whole: Threats
  readonly overview: Overview
}

function ThreatsOf({ filter, whole, overview }: ThreatsOfProps) {
  const { t } = useTranslation('map')
  const { bounds, setBounds } = useFilter()
  const { status } = useLive()
  const { data: home } = useQuery(orpc.settings.get.queryOptions({ select: homeOf }))
  const [asTable, setAsTable] = useState(false)
  const [seen, setSeen] = useState<LatLngBounds>()
  const steps = useMemo(() => stepsOf(overview), [overview])
  const replay = useReplay(filter, steps, whole)
  const { map, at } = replay
  const fresh = useFresh(whole.places, at === undefined)
  return (
    <div className="page-fill">
      <div className="map-head">
        <Group gap={12}>
          <h1 className="page-title">{t('title')}</h1>
          <Text size="sm" c="dimmed" className="tabular" role={replay.isPlaying ? undefined : 'status'}>
            {t('onMap', { count: alertsOn(map.places) })}
          </Text>
          <Group gap={8} ml="auto">
            {bounds ? (
              <Button size="xs" variant="default" onClick={() => setBounds(null)}>
                {t('showAll')}
              </Button>
            ) : (
              <Button
                size="xs"
                variant="default"
                disabled={!seen || asTable}
                onClick={() => seen && setBounds(bounded(edgesOf(seen)))}
              >
                {t('filterSeen')}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => setAsTable(!asTable)}>
              {asTable ? t('asMap') : t('table')}
            </Button>
          </Group>
        </Group>
        <FilterChips />
      </div>
      {asTable ? (
        <PlaceTables map={map} />
      ) : (
        <div className="map-stage">
          <ThreatMapView
            map={map}
            fresh={fresh}
            home={home}
            bounds={bounds}
            attribution={status?.geography.attribution ?? ''}
            onSeen={setSeen}
          />
          <Tray notOnMap={map.notOnMap} hasArcs={home !== undefined} />
        </div>
      )}
      <Scrubber replay={replay} />
    </div>
  )
}

const edgesOf = (seen: LatLngBounds): Bounds => ({
  north: seen.getNorth(),
  south: seen.getSouth(),
  east: seen.getEast(),
  west: seen.getWest(),
})
