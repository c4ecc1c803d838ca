import { Button, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Expectation } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { Shape, useExpect } from '../expect/index.ts'
import { formatDateTime, formatNumber } from '../parts/format.ts'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { widthWord } from '../parts/terms.ts'
import { Note } from '../triage/index.ts'

const everyMs = 5_000

/** The shapes of request that are no longer reported, what each kept silent, and the way back. */
export function Expected() {
  const { t } = useTranslation('anomalies')
  const { data, error, refetch } = useQuery(
    orpc.anomalies.expectations.queryOptions({ refetchInterval: everyMs }),
  )
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[200]} />
  if (data.length === 0) return <Empty title={t('noneExpected')} text={t('noneExpectedMore')} />
  return (
    <section className="card" aria-label={t('pages.expected')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('expectedIntro')}
      </Text>
      <Table verticalSpacing="sm" horizontalSpacing="sm" className="expected">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('shape')}</Table.Th>
            <Table.Th>{t('width')}</Table.Th>
            <Table.Th>{t('keptSilent')}</Table.Th>
            <Table.Th>{t('since')}</Table.Th>
            <Table.Th>{t('takeBack')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map((expectation) => (
            <Row key={expectation.id} expectation={expectation} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

function Row({ expectation }: { expectation: Expectation }) {
  const { t } = useTranslation('anomalies')
  const { query } = useFilter()
  const { undo } = useExpect()
  const { template, method, sourceName, width, note, held, lastHeldAt, madeAt, alertId, problem } =
    expectation
  return (
    <Table.Tr>
      <Table.Td className="expected-shape">
        <Shape method={method} template={template} />
        <div className="quiet">{sourceName}</div>
        {note !== undefined && <Note text={note} />}
        {problem !== undefined && <p className="expected-problem">{problem}</p>}
      </Table.Td>
      <Table.Td>{widthWord(width)}</Table.Td>
      <Table.Td className="tabular">
        {formatNumber(held)}
        {lastHeldAt !== undefined && (
          <div className="quiet">{t('lastHeld', { time: formatDateTime(lastHeldAt) })}</div>
        )}
      </Table.Td>
      <Table.Td className="tabular">
        <div>{formatDateTime(madeAt)}</div>
        {alertId !== undefined && (
          <Link className="text-link" href={`/alerts/${alertId}${query}`}>
            {t('itsAlert')}
          </Link>
        )}
      </Table.Td>
      <Table.Td>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('undoOf', { template })}
          onClick={() => undo(expectation)}
        >
          {t('undo')}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
