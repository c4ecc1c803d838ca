import { Button, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Calibration } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { useFilter } from '../../app/filter.ts'
import { formatDateTime, formatScore } from '../../parts/format.ts'

/** From which score each source's lines are reported, what that rests on, and whether its traffic has changed. */
export function Calibrations({ sources }: { sources: readonly Calibration[] }) {
  const { t } = useTranslation('anomalies')
  const { data: settings } = useQuery(orpc.settings.get.queryOptions())
  const isByHand = typeof settings?.anomalyThreshold === 'number'
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
              <Row key={source.sourceId} source={source} isByHand={isByHand} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}

type Words = ReturnType<typeof useTranslation<'anomalies'>>['t']

/** What a calibrated threshold rests on, or why there is none. */
function basisOf({ isCalibrated, requests, since }: Calibration, t: Words): string {
  if (isCalibrated) return t('calibrated', { count: requests, since: formatDateTime(since ?? 0) })
  return requests === 0 ? t('nothingYet') : t('uncalibrated', { count: requests })
}

function Row({ source, isByHand }: { source: Calibration; isByHand: boolean }) {
  const { t } = useTranslation('anomalies')
  const { sourceName, threshold } = source
  return (
    <Table.Tr>
      <Table.Td className="calibration-name">{sourceName}</Table.Td>
      <Table.Td className="tabular">{t('score', { score: formatScore(threshold) })}</Table.Td>
      <Table.Td className="tabular">
        {isByHand ? t('byHand') : basisOf(source, t)}
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
