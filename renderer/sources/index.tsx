import './sources.css'
import { Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { Failed, Skeletons } from '../parts/states.tsx'
import { AddSourceForm } from './add-source-form.tsx'
import { Quarantine } from './quarantine.tsx'
import { RemoveSource } from './remove-source.tsx'
import { SourceRow } from './source-row.tsx'
import { Totals } from './totals.tsx'

/** What is read, how it is going, and what could not be read. */
export default function SourcesPage() {
  const { t } = useTranslation('sources')
  const sources = useQuery(orpc.sources.list.queryOptions({ refetchInterval: 2_000 }))
  const title = useRef<HTMLHeadingElement>(null)
  const [asked, setAsked] = useState<{ source: Source; button: HTMLElement }>()
  const [isAsking, asking] = useDisclosure()
  const [quarantineOf, setQuarantineOf] = useState<Source>()
  const [isQuarantineOpen, quarantine] = useDisclosure()
  const askToRemove = (source: Source, button: HTMLElement) => {
    setAsked({ source, button })
    asking.open()
  }
  const showQuarantine = (source: Source | undefined) => {
    setQuarantineOf(source)
    quarantine.open()
  }
  if (sources.error) return <Failed error={sources.error} onRetry={() => void sources.refetch()} />
  if (!sources.data) return <Skeletons heights={[60, 200]} />
  return (
    <div className="page">
      <h1 className="page-title" ref={title} tabIndex={-1}>
        {t('title')}
      </h1>
      <Text size="sm" c="dimmed" mb="md">
        {t('intro')}
      </Text>
      <Totals onQuarantine={() => showQuarantine(undefined)} />
      <section className="card source-list">
        <Table verticalSpacing="sm" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('source')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
              <Table.Th>{t('formats')}</Table.Th>
              <Table.Th>{t('lines')}</Table.Th>
              <Table.Th>{t('pace')}</Table.Th>
              <Table.Th>{t('last')}</Table.Th>
              <Table.Th>{t('on')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sources.data.map((source) => (
              <SourceRow
                key={source.id}
                source={source}
                now={sources.dataUpdatedAt}
                onRemove={askToRemove}
                onQuarantine={showQuarantine}
              />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <AddSourceForm />
      <Quarantine isOpen={isQuarantineOpen} source={quarantineOf} onClose={quarantine.close} />
      <RemoveSource
        source={asked?.source}
        isOpen={isAsking}
        onClose={asking.close}
        onClosed={(isRemoved) => (isRemoved ? title.current : asked?.button)?.focus()}
      />
    </div>
  )
}
