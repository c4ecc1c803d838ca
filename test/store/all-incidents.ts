import type { Incident, IncidentQuery } from '../../contract/incident.ts'
import type { Database } from '../../engine/store/database.ts'
import { pageOfIncidents } from '../../engine/store/incidents/incident-page.ts'
import { readIncidents } from '../../engine/store/incidents/read-incidents.ts'

/** Every incident a query finds, page by page; notes as they lie in the database. */
export function allIncidents(db: Database, query: Partial<IncidentQuery> = {}): Incident[] {
  const found: Incident[] = []
  let cursor: IncidentQuery['cursor']
  for (let pages = 0; pages < 1_000; pages++) {
    const asked: IncidentQuery = {
      filter: {},
      sort: 'latest',
      limit: 100,
      ...query,
      ...(cursor && { cursor }),
    }
    const page = pageOfIncidents(db, asked)
    found.push(...readIncidents(db, page.ids, (note) => note))
    if (page.next === null) return found
    cursor = page.next
  }
  throw new Error('The pages of incidents do not end.')
}
