import type { Incident, IncidentPage } from '../contract/incident.ts'
import { escapeControls, quote } from './output.ts'

/** One JSON object on a line. */
export const asJson = (incident: Incident): string => `${escapeControls(JSON.stringify(incident))}\n`

/** One line for people; names of sources stand in JSON quotes, so that no terminal obeys them. */
export function asText(incident: Incident): string {
  const { id, risk, triage, worst, goal, sourceIp, place, count, types, first, last, sourceName } = incident
  const where = place.country === undefined ? '' : ` (${place.country})`
  const what = types.map((type) => `${type.type} ${type.count}`).join(', ')
  const times = `${new Date(first).toISOString()} to ${new Date(last).toISOString()}`
  return `${id}  ${times}  risk ${risk}  ${worst}  ${triage.state}  ${goal}  ${sourceIp}${where}  ${count} times: ${what}  in ${quote(sourceName)}\n`
}

/** How much of all was shown. */
export function summary(shown: number, { total, totalIsExact }: IncidentPage): string {
  if (totalIsExact && shown >= total) return `${shown} incidents.`
  return `${shown} of ${total}${totalIsExact ? '' : ' or more'} incidents: see more with --limit.`
}
