import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type {
  Alert,
  AlertPage,
  Incident,
  IncidentDetail,
  IncidentPage,
  Triage,
} from '../../contract/index.ts'
import { client, orpc } from '../app/client.ts'

type Pages = InfiniteData<IncidentPage>
type AlertPages = InfiniteData<AlertPage>

const minuteMs = 60_000

const lists = () => orpc.incidents.list.key({ type: 'infinite' })
const alertLists = () => orpc.alerts.list.key({ type: 'infinite' })

/** Asked for one by one up to here; of more the lists are asked for anew. */
const few = 20

/** Writes what was decided into what the screens hold of incidents. No row moves: each list shows its own states. */
export function putTriage(queries: QueryClient, decided: ReadonlyMap<number, Triage>): void {
  const changed = (incident: Incident): Incident => {
    const triage = decided.get(incident.id)
    return triage ? { ...incident, triage } : incident
  }
  queries.setQueriesData<Pages>({ queryKey: lists() }, (data) =>
    data
      ? {
          ...data,
          pages: data.pages.map((page) => ({ ...page, incidents: page.incidents.map(changed) })),
        }
      : data,
  )
  queries.setQueriesData<IncidentDetail>({ queryKey: orpc.incidents.get.key() }, (data) =>
    data ? { ...data, incident: changed(data.incident) } : data,
  )
  queries.setQueriesData<Incident>({ queryKey: orpc.incidents.ofAlert.key() }, (data) =>
    data ? changed(data) : data,
  )
}

/** Whether an alert is one of an incident: an address has no two of one goal at a time, and a type serves one goal. */
const belongsTo = ({ time, type, sourceId, sourceIp }: Alert, incident: Incident): boolean =>
  sourceIp === incident.sourceIp &&
  sourceId === incident.sourceId &&
  Math.floor(time / minuteMs) >= Math.floor(incident.first / minuteMs) &&
  Math.floor(time / minuteMs) <= Math.floor(incident.last / minuteMs) &&
  incident.types.some((one) => one.type === type)

/** Writes into the lists of alerts where their incidents stand. No row moves. */
function putStates(queries: QueryClient, incidents: readonly Incident[]): void {
  const changed = (alert: Alert): Alert => {
    const incident = incidents.find((one) => belongsTo(alert, one))
    return incident ? { ...alert, state: incident.triage.state } : alert
  }
  queries.setQueriesData<AlertPages>({ queryKey: alertLists() }, (data) =>
    data
      ? { ...data, pages: data.pages.map((page) => ({ ...page, alerts: page.alerts.map(changed) })) }
      : data,
  )
}

/** Stops answers under way that would show again what was before a decision. */
export const holdLists = (queries: QueryClient): Promise<void> =>
  queries.cancelQueries({
    queryKey: orpc.incidents.key(),
    predicate: ({ state }) => state.data !== undefined,
  })

export const askAnew = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ queryKey: orpc.incidents.key() })

/** After a decision, here or elsewhere: panels and counts are asked for anew, rows in the lists stay where they are. */
export async function refreshTriage(queries: QueryClient, ids: readonly number[]): Promise<void> {
  const listed = new Set(
    queries
      .getQueriesData<Pages>({ queryKey: lists() })
      .flatMap(([, data]) => data?.pages ?? [])
      .flatMap(({ incidents }) => incidents.map(({ id }) => id)),
  )
  const hasAlerts = queries.getQueriesData<AlertPages>({ queryKey: alertLists() }).some(([, data]) => data)
  const known = hasAlerts ? ids : ids.filter((id) => listed.has(id))
  if (known.length > few) {
    void queries.invalidateQueries({ queryKey: alertLists() })
    await askAnew(queries)
    return
  }
  const answers = await Promise.allSettled(known.map((id) => client.incidents.get({ id })))
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.incident] : []))
  putTriage(queries, new Map(found.map(({ id, triage }) => [id, triage])))
  putStates(queries, found)
  for (const queryKey of [
    orpc.incidents.get.key(),
    orpc.incidents.ofAlert.key(),
    orpc.incidents.list.key({ type: 'query' }),
  ]) {
    void queries.invalidateQueries({ queryKey })
  }
}
