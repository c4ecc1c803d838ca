import { Drawer, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Alert, AlertDetail } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { Skeletons } from '../../parts/states.tsx'
import { engineLanguage } from '../../parts/terms.ts'
import { About } from './about.tsx'
import { Answer } from './answer.tsx'
import { GroupedLines } from './grouped-lines.tsx'
import { Header } from './header.tsx'
import { IncidentPart } from './incident-part.tsx'
import { LastLine } from './last-line.tsx'
import { LogLine } from './log-line.tsx'
import { Matches } from './matches.tsx'
import { Neighbours } from './neighbours.tsx'
import { Readings } from './readings.tsx'
import { Reasons } from './reasons.tsx'
import { Score } from './score.tsx'
import { Techniques } from './techniques.tsx'

export interface AlertPanelProps {
  readonly id: number
  readonly alerts: readonly Alert[]
  readonly onOpen: (alert: Alert | undefined) => void
}

/** One alert with its evidence: why, the opened line, how it was decoded, who and where, what came around it. */
export function AlertPanel({ id, alerts, onOpen }: AlertPanelProps) {
  const { t } = useTranslation('alerts')
  const { data, error } = useQuery(orpc.alerts.get.queryOptions({ input: { id } }))
  const index = alerts.findIndex((alert) => alert.id === id)
  const detail = data?.id === id ? data : undefined
  const step = (by: number) => {
    const alert = index === -1 ? undefined : alerts[index + by]
    return alert && (() => onOpen(alert))
  }
  return (
    <Drawer
      opened
      onClose={() => onOpen(undefined)}
      position="right"
      size={640}
      lockScroll={false}
      // The page's keys close it: they know what else is open.
      closeOnEscape={false}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 0 }}
      title={<Header detail={detail} onPrevious={step(-1)} onNext={step(1)} />}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {error ? (
        <Text c="dimmed">{t('gone')}</Text>
      ) : detail ? (
        <Detail detail={detail} />
      ) : (
        <Skeletons heights={[60, 120, 180]} />
      )}
    </Drawer>
  )
}

function Detail({ detail }: { detail: AlertDetail }) {
  return (
    <Stack gap="xl">
      <Text size="lg" fw={500} lh={1.4} lang={engineLanguage}>
        {detail.why}
      </Text>
      <Reasons detail={detail} />
      <GroupedLines key={`grouped${detail.id}`} detail={detail} />
      <Answer detail={detail} />
      <IncidentPart key={detail.id} detail={detail} />
      <LogLine detail={detail} />
      <LastLine detail={detail} />
      <Readings detail={detail} />
      <Matches detail={detail} />
      <About detail={detail} />
      {detail.anomalyScore !== undefined && <Score detail={detail} score={detail.anomalyScore} />}
      <Techniques detail={detail} />
      <Neighbours detail={detail} />
    </Stack>
  )
}
