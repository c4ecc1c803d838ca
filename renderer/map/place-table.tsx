import { Button, Table } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapPoint } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { formatNumber, formatTime } from '../parts/format.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { Value } from '../query/value.tsx'
import { biggest, totalAt } from './places.ts'
import { useAccuracy, usePlaceName } from './ring-words.ts'
import { SeverityCounts } from './severity-counts.tsx'
import { boxAround } from './surroundings.ts'
import type { Threats } from './threats.ts'
import { NotOnMap } from './tray.tsx'

const most = 500

/** The map's twin for those who do not use maps: its countries and places by number of alerts, and what has no place. */
export function PlaceTables({ map }: { map: Threats }) {
  const { t } = useTranslation('map')
  const places = useMemo(() => biggest(map.places, most), [map.places])
  const count = map.places.latitudes.reduce((n, _, i) => n + (totalAt(map.places.counts, i) > 0 ? 1 : 0), 0)
  const countries = Object.entries(map.countries).sort(([, a], [, b]) => b - a)
  const total = countries.reduce((sum, [, count]) => sum + count, 0)
  return (
    <div className="place-tables">
      <NotOnMap notOnMap={map.notOnMap} />
      <h2 className="card-title">{t('countries', { count: countries.length })}</h2>
      <Table className="countries-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('countryColumn')}</Table.Th>
            <Table.Th ta="right">{t('alerts')}</Table.Th>
            <Table.Th aria-label={t('shareColumn')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {countries.map(([code, count]) => (
            <Table.Tr key={code}>
              <Table.Td>
                <Value field="country" value={code} />
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {formatNumber(count)}
              </Table.Td>
              <Table.Td>
                <i className="share-bar" style={{ width: `${(100 * count) / Math.max(1, total)}%` }} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <h2 className="card-title">
        {count > most ? t('biggestPlaces', { shown: most, count }) : t('places', { count })}
      </h2>
      <Places points={places} />
    </div>
  )
}

function Places({ points }: { points: readonly MapPoint[] }) {
  const { t } = useTranslation('map')
  const { setBounds } = useFilter()
  const nameOf = usePlaceName()
  const accuracyOf = useAccuracy()
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('place')}</Table.Th>
          <Table.Th>{t('accuracy')}</Table.Th>
          <Table.Th ta="right">{t('alerts')}</Table.Th>
          <Table.Th>{t('worst')}</Table.Th>
          <Table.Th>{t('severities')}</Table.Th>
          <Table.Th>{t('last')}</Table.Th>
          <Table.Th aria-label={t('onlyPlace')} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.map((point) => (
          <Table.Tr key={`${point.latitude},${point.longitude}`}>
            <Table.Td>{nameOf(point)}</Table.Td>
            <Table.Td className="quiet">{accuracyOf(point)}</Table.Td>
            <Table.Td ta="right" className="tabular">
              {formatNumber(point.count)}
            </Table.Td>
            <Table.Td>
              <SeverityMark severity={point.worst} />
            </Table.Td>
            <Table.Td>
              <SeverityCounts counts={point.severities} />
            </Table.Td>
            <Table.Td className="tabular quiet">{formatTime(point.lastTime)}</Table.Td>
            <Table.Td ta="right">
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('onlyThis', { place: nameOf(point) })}
                onClick={() => setBounds(boxAround(point))}
              >
                {t('onlyPlace')}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
