import { Modal, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { formatDateTime, formatNumber } from '../parts/format.ts'
import { visibleText } from '../parts/marked-text.tsx'
import { Failed, Skeletons } from '../parts/states.tsx'

const limit = 200

export interface QuarantineProps {
  readonly isOpen: boolean
  /** whose entries; of all sources where it is absent */
  readonly source: Source | undefined
  readonly onClose: () => void
}

/** Tokens that did not open and lines of no known format, each with its place and its reason. */
export function Quarantine({ isOpen, source, onClose }: QuarantineProps) {
  const { t } = useTranslation('sources')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="xl"
      title={source ? t('quarantineOf', { name: source.name }) : t('quarantine')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('quarantineHelp')}
      </Text>
      <Entries sourceId={source?.id} />
    </Modal>
  )
}

function Entries({ sourceId }: { sourceId: number | undefined }) {
  const { t } = useTranslation('sources')
  const { data, error, refetch } = useQuery(
    orpc.sources.quarantine.queryOptions({ input: { limit, ...(sourceId !== undefined && { sourceId }) } }),
  )
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[30, 31, 32]} />
  if (data.length === 0) return <p className="quiet">{t('nothingQuarantined')}</p>
  return (
    <>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('time')}</Table.Th>
            {sourceId === undefined && <Table.Th>{t('source')}</Table.Th>}
            <Table.Th ta="right">{t('offset')}</Table.Th>
            <Table.Th>{t('reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td className="tabular source-time">{formatDateTime(entry.time)}</Table.Td>
              {sourceId === undefined && <Table.Td>{entry.sourceName}</Table.Td>}
              <Table.Td ta="right" className="tabular">
                {formatNumber(entry.offset)}
              </Table.Td>
              <Table.Td className="source-reason">{visibleText(entry.reason)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {data.length === limit && <p className="quiet">{t('newestOnly', { count: limit })}</p>}
    </>
  )
}
