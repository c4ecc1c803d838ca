import { ActionIcon, Switch, Table, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { formatDateTime, formatNumber } from '../parts/format.ts'
import { tellFailure } from '../parts/notify.ts'
import { Failed, Skeletons } from '../parts/states.tsx'
import { engineLanguage } from '../parts/terms.ts'
import { AddSourceForm } from './add-source-form.tsx'
import { RemoveSource } from './remove-source.tsx'

const stateColor: Record<Source['state'], string> = {
  reading: 'var(--good)',
  idle: 'var(--good)',
  missing: 'var(--warning)',
  'wrong-key': 'var(--bad)',
  failed: 'var(--bad)',
  off: 'var(--faint)',
}

/** What is read, how it is going, and what could not be read. */
export default function SourcesPage() {
  const { t } = useTranslation('sources')
  const sources = useQuery(orpc.sources.list.queryOptions({ refetchInterval: 2_000 }))
  const title = useRef<HTMLHeadingElement>(null)
  const [asked, setAsked] = useState<{ source: Source; button: HTMLElement }>()
  const [isAsking, asking] = useDisclosure()
  const askToRemove = (source: Source, button: HTMLElement) => {
    setAsked({ source, button })
    asking.open()
  }
  if (sources.error) return <Failed error={sources.error} onRetry={() => void sources.refetch()} />
  if (!sources.data) return <Skeletons heights={[60, 200]} />
  return (
    <div className="page">
      <h1 className="page-title" ref={title} tabIndex={-1}>
        {t('title')}
      </h1>
      <Text size="sm" c="dimmed" mb="lg">
        {t('intro')}
      </Text>
      <section className="card" style={{ marginBottom: 14 }}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('source')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th>{t('formats')}</Table.Th>
              <Table.Th ta="right">{t('lines')}</Table.Th>
              <Table.Th ta="right">{t('unparsed')}</Table.Th>
              <Table.Th ta="right">{t('refused')}</Table.Th>
              <Table.Th>{t('last')}</Table.Th>
              <Table.Th>{t('on')}</Table.Th>
              <Table.Th aria-label={t('remove')} />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sources.data.map((source) => (
              <SourceRow key={source.id} source={source} onRemove={askToRemove} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <AddSourceForm />
      <Quarantine />
      <RemoveSource
        source={asked?.source}
        isOpen={isAsking}
        onClose={asking.close}
        onClosed={(isRemoved) => (isRemoved ? title.current : asked?.button)?.focus()}
      />
    </div>
  )
}

interface SourceRowProps {
  readonly source: Source
  readonly onRemove: (source: Source, button: HTMLElement) => void
}

function SourceRow({ source, onRemove }: SourceRowProps) {
  const { t } = useTranslation('sources')
  const queries = useQueryClient()
  const onError = (error: Error) => tellFailure(t('failed'), error)
  const onSuccess = () => queries.invalidateQueries({ queryKey: orpc.sources.key() })
  const setEnabled = useMutation(orpc.sources.setEnabled.mutationOptions({ onError, onSuccess }))
  const isBehind = source.size > 0 && source.offset < source.size
  return (
    <Table.Tr>
      <Table.Td maw={340}>
        <div>{source.name}</div>
        {source.path && (
          <Text className="mono" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {source.path}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <span style={{ color: stateColor[source.state], whiteSpace: 'nowrap' }}>
          {t(`states.${source.state}`)}
        </span>
        {isBehind && (
          <Text size="xs" c="dimmed" className="tabular">
            {t('progress', { share: source.offset / source.size })}
          </Text>
        )}
        {source.message && (
          <Text size="xs" c="dimmed" maw={240} lang={engineLanguage}>
            {source.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{source.formats.map(({ format }) => format).join(', ') || '–'}</Table.Td>
      <Table.Td ta="right" className="tabular">
        {formatNumber(source.lines)}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {formatNumber(source.unparsed)}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {formatNumber(source.tokensFailed)}
      </Table.Td>
      <Table.Td className="tabular">
        {source.lastLineAt === undefined ? t('never') : formatDateTime(source.lastLineAt)}
      </Table.Td>
      <Table.Td>
        {source.kind !== 'demo' && (
          <Switch
            size="xs"
            aria-label={t('onOf', { name: source.name })}
            checked={source.enabled}
            onChange={(event) => setEnabled.mutate({ id: source.id, enabled: event.currentTarget.checked })}
          />
        )}
      </Table.Td>
      <Table.Td>
        {source.kind !== 'demo' && (
          <Tooltip label={t('remove')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('removeOf', { name: source.name })}
              onClick={(event) => onRemove(source, event.currentTarget)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Table.Td>
    </Table.Tr>
  )
}

function Quarantine() {
  const { t } = useTranslation('sources')
  const { data } = useQuery(
    orpc.sources.quarantine.queryOptions({ input: { limit: 50 }, refetchInterval: 5_000 }),
  )
  return (
    <section className="card" style={{ marginTop: 14 }}>
      <h2 className="card-title" style={{ marginBottom: 2 }}>
        {t('quarantine')}
      </h2>
      <Text size="sm" c="dimmed" mb="sm">
        {data?.length === 0 ? t('nothingQuarantined') : t('quarantineHelp')}
      </Text>
      {data !== undefined && data.length > 0 && (
        <Table verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('time')}</Table.Th>
              <Table.Th>{t('source')}</Table.Th>
              <Table.Th ta="right">{t('offset')}</Table.Th>
              <Table.Th>{t('reason')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td className="tabular">{formatDateTime(entry.time)}</Table.Td>
                <Table.Td>{entry.sourceName}</Table.Td>
                <Table.Td ta="right" className="tabular">
                  {formatNumber(entry.offset)}
                </Table.Td>
                <Table.Td lang={engineLanguage}>{entry.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  )
}
