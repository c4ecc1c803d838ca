import { Button, Group, SegmentedControl, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActorQuery } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { formatNumber, formatTime } from '../parts/format.ts'
import { visibleText } from '../parts/marked-text.tsx'

const shown = 200

/** Its requests as they stand in the sealed log, opened when asked for: the innocent ones tell what it got. */
export function Requests({ query }: { query: ActorQuery }) {
  const { t } = useTranslation('actor')
  const [isAsked, setIsAsked] = useState(false)
  const [which, setWhich] = useState('all')
  const { data, isFetching, error } = useQuery({
    ...orpc.actors.requests.queryOptions({ input: { ...query, limit: shown } }),
    enabled: isAsked,
  })
  const numbered = (data?.requests ?? []).map((request, id) => ({ ...request, id }))
  const rows = numbered.filter(({ status = 0, isAttack }) => {
    if (which === 'attacks') return isAttack
    return which === 'all' || (!isAttack && status >= 200 && status < 400)
  })
  return (
    <section className="card">
      <Group justify="space-between" mb={8}>
        <h2 className="card-title">{t('requests')}</h2>
        {data && (
          <SegmentedControl
            size="xs"
            aria-label={t('which')}
            value={which}
            onChange={setWhich}
            data={(['all', 'attacks', 'answered'] as const).map((value) => ({
              value,
              label: t(`only.${value}`),
            }))}
          />
        )}
      </Group>
      {!data && (
        <Group>
          <Button size="xs" variant="default" loading={isFetching} onClick={() => setIsAsked(true)}>
            {t('openRequests')}
          </Button>
          <span className="quiet">{error ? error.message : t('openWhy')}</span>
        </Group>
      )}
      {data && (
        <>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('time')}</Table.Th>
                <Table.Th>{t('verdict')}</Table.Th>
                <Table.Th>{t('request')}</Table.Th>
                <Table.Th ta="right">{t('status')}</Table.Th>
                <Table.Th ta="right">{t('bytes')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ time, method, target = '', status, bytes, isAttack, sourceIp, id }) => (
                <Table.Tr key={id}>
                  <Table.Td className="tabular quiet">{formatTime(time)}</Table.Td>
                  <Table.Td>
                    {isAttack ? t('attack') : <span className="quiet">{t('innocent')}</span>}
                  </Table.Td>
                  <Table.Td className="mono actor-target">
                    <span className="quiet">
                      {query.kind === 'address' ? method : `${sourceIp} ${method}`}{' '}
                    </span>
                    {visibleText(target)}
                  </Table.Td>
                  <Table.Td ta="right" className="tabular">
                    {status}
                  </Table.Td>
                  <Table.Td ta="right" className="tabular quiet">
                    {bytes === undefined ? '' : formatNumber(bytes)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <p className="quiet actor-note">
            {data.since === undefined
              ? t('nothingRead')
              : t(data.isComplete ? 'lookedAtAll' : 'lookedAt', { count: data.lines, since: data.since })}
          </p>
        </>
      )}
    </section>
  )
}
