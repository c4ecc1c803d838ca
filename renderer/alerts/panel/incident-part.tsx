import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AlertDetail } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { useFilter } from '../../app/filter.ts'
import { Part } from '../../parts/panel-part.tsx'
import { goalWord } from '../../parts/terms.ts'
import { StateMark, TriageButtons } from '../../triage/index.ts'
import { useTriageKeys } from '../../triage/keys.ts'

/** The incident an alert is a part of, and what can be decided of it. */
export function IncidentPart({ detail: { id } }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { query } = useFilter()
  const { data: incident, error } = useQuery(orpc.incidents.ofAlert.queryOptions({ input: { id } }))
  const target = incident && { kind: 'these' as const, incidents: [incident] }
  useTriageKeys(target)
  return (
    <Part title={t('incident')} aside={incident && <StateMark triage={incident.triage} />}>
      {error && (
        <Text size="sm" c="dimmed">
          {error.message}
        </Text>
      )}
      {incident && target && (
        <>
          <Text size="sm" mb={10}>
            <Link className="text-link" href={`/incidents/${incident.id}${query}`}>
              {goalWord(incident.goal)}
            </Link>{' '}
            <span className="quiet tabular">
              {t('incidentOf', { count: incident.count, risk: incident.risk })}
            </span>
          </Text>
          <Group gap={8}>
            <TriageButtons target={target} states={[incident.triage.state]} />
          </Group>
        </>
      )}
    </Part>
  )
}
