import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MapPoint } from '../../contract/index.ts'
import { formatNumber, placeName } from '../parts/format.ts'
import { SeverityMark } from '../parts/severity.tsx'

const most = 500

/** The map's twin for those who do not use maps: places by number of alerts. */
export function PlaceTable({ points }: { points: readonly MapPoint[] }) {
  const { t } = useTranslation('map')
  const rows = [...points].sort((a, b) => b.count - a.count).slice(0, most)
  return (
    <div style={{ overflow: 'auto', flex: 1, padding: '0 24px 24px' }}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('place')}</Table.Th>
            <Table.Th>{t('worst')}</Table.Th>
            <Table.Th ta="right">{t('alerts')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((point) => (
            <Table.Tr key={`${point.latitude},${point.longitude}`}>
              <Table.Td>{placeName(point.city ?? t('unknownCity'), point)}</Table.Td>
              <Table.Td>
                <SeverityMark severity={point.worst} />
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {formatNumber(point.count)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
