import { Drawer, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { formatList } from '../../parts/format.ts'
import { PanelTitle } from '../../parts/panel-title.tsx'
import { Skeletons } from '../../parts/states.tsx'
import { goalWord, typeWord } from '../../parts/terms.ts'
import { Facts } from './facts.tsx'
import { History } from './history.tsx'
import { IncidentAlerts } from './incident-alerts.tsx'
import { RiskParts } from './risk-parts.tsx'
import { TriagePart } from './triage-part.tsx'

export interface IncidentPanelProps {
  readonly id: number
  readonly onClose: () => void
  /** absent at an end of the list */
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** One incident: what it is, what to do about it, why it is risky, who it was, its alerts, and what was decided. */
export function IncidentPanel({ id, onClose, onPrevious, onNext }: IncidentPanelProps) {
  const { t } = useTranslation('incidents')
  const { data, error } = useQuery(orpc.incidents.get.queryOptions({ input: { id } }))
  const detail = data?.incident.id === id ? data : undefined
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      lockScroll={false}
      returnFocus={false}
      // The page's keys close it: they know what else is open.
      closeOnEscape={false}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 0 }}
      title={
        <PanelTitle
          title={detail ? goalWord(detail.incident.goal) : t('panel')}
          severity={detail?.incident.worst}
          demo={detail?.incident.demo ? t('demo') : undefined}
          previous={{ label: t('previous'), onClick: onPrevious }}
          next={{ label: t('next'), onClick: onNext }}
        />
      }
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {error ? (
        <Text c="dimmed">{t('gone')}</Text>
      ) : detail ? (
        <Detail key={id} detail={detail} />
      ) : (
        <Skeletons heights={[60, 120, 180]} />
      )}
    </Drawer>
  )
}

function Detail({ detail }: { detail: IncidentDetail }) {
  const { t } = useTranslation('incidents')
  const { incident, risk, history } = detail
  const { sourceIp: address, sourceName: log, types, goal } = incident
  return (
    <Stack gap="xl">
      <Text size="lg" fw={500} lh={1.4}>
        {t(`sentence.${goal}`, { address, log, types: formatList(types.map(({ type }) => typeWord(type))) })}
      </Text>
      <TriagePart incident={incident} />
      <RiskParts incident={incident} risk={risk} />
      <Facts incident={incident} />
      <IncidentAlerts incident={incident} />
      <History history={history} />
    </Stack>
  )
}
