import { Table } from '@mantine/core'
import type { MapPoint } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { words } from './words.ts'

const most = 500

/** The map's twin for those who do not use maps: places by number of alerts. */
export function PlaceTable({ points }: { points: readonly MapPoint[] }) {
  const rows = [...points].sort((a, b) => b.count - a.count).slice(0, most)
  return (
    <div style={{ overflow: 'auto', flex: 1, padding: '0 24px 24px' }}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.place}</Table.Th>
            <Table.Th>{words.worst}</Table.Th>
            <Table.Th ta="right">{words.alerts}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((point) => (
            <Table.Tr key={`${point.latitude},${point.longitude}`}>
              <Table.Td>
                {[point.city ?? words.unknownCity, point.country].filter(Boolean).join(', ')}
              </Table.Td>
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
