import { Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Calibration } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatDateTime, formatScore } from '../../parts/format.ts'

/** From which score each source's lines are reported, what that rests on, and whether its traffic has changed. */
export function Calibrations({ sources }: { sources: readonly Calibration[] }) {
  const { t } = useTranslation('anomalies')
  return (
    <section className="card" aria-label={t('calibrations')}>
      <h2 className="card-title">{t('calibrations')}</h2>
      {sources.length === 0 ? (
        <p className="quiet">{t('noSources')}</p>
      ) : (
        <Table verticalSpacing="sm" horizontalSpacing="sm" className="calibrations">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('source')}</Table.Th>
              <Table.Th>{t('reportedFrom')}</Table.Th>
              <Table.Th>{t('restsOn')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sources.map((source) => (
              <Row key={source.sourceId} source={source} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}

function Row({ source }: { source: Calibration }) {
  const { t } = useTranslation('anomalies')
  const { sourceName, threshold, requests, isCalibrated, since } = source
  return (
    <Table.Tr>
      <Table.Td className="calibration-name">{sourceName}</Table.Td>
      <Table.Td className="tabular">{t('score', { score: formatScore(threshold) })}</Table.Td>
      <Table.Td className="tabular">
        {isCalibrated
          ? t('calibrated', { count: requests, since: formatDateTime(since ?? 0) })
          : t('uncalibrated', { count: requests })}
        <DriftOf source={source} />
      </Table.Td>
    </Table.Tr>
  )
}

/** That the scores of a source have moved, since when, and what to do about it. */
function DriftOf({ source: { sourceId, sourceName, drift } }: { source: Calibration }) {
  const { t } = useTranslation('anomalies')
  const { query } = useFilter()
  const [, go] = useLocation()
  if (!drift) return null
  return (
    <p className="calibration-drift">
      {t(`drift.${drift.direction}`, { since: drift.since })}{' '}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('trainAnewOf', { name: sourceName })}
        onClick={() =>
          go(`/anomalies/models${query}`, { state: { train: { from: drift.since, sourceIds: [sourceId] } } })
        }
      >
        {t('trainAnew')}
      </Button>
    </p>
  )
}
