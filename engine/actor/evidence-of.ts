import type { Actor } from '../../contract/actor.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import { openEvidence } from '../evidence.ts'
import { LineParser } from '../formats/index.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { pageOfAlerts } from '../store/alert-pages.ts'
import { AlertStore } from '../store/alert-store.ts'
import type { Database } from '../store/database.ts'

/** Alerts whose evidence is opened for a page; a token costs some microseconds, a person reads a dozen rows. */
const opened = 300
const shown = 10

/** What the newest alerts of a filter asked for and with which programs, the most frequent first. */
export function evidenceOf(
  db: Database,
  keyring: Keyring,
  filter: AlertFilter,
  now: number,
): Pick<Actor, 'targets' | 'userAgents' | 'lookedAt'> {
  const { alerts } = pageOfAlerts(db, filter, undefined, opened, now)
  const sealedOf = new AlertStore(db).sealedOf(alerts.map(({ id }) => id))
  const parser = new LineParser()
  const targets = new Map<string, Actor['targets'][number]>()
  const agents = new Map<string, number>()
  for (const { id, method, path, count, arrival } of alerts) {
    if (path !== undefined) {
      const key = `${method} ${path}`
      const known = targets.get(key)?.count ?? 0
      targets.set(key, { ...(method !== undefined && { method }), path, count: known + count })
    }
    const sealed = sealedOf.get(id)
    const event = sealed === undefined ? undefined : parser.parse(openEvidence(keyring, sealed).raw, arrival)
    const agent = event?.userAgent
    if (agent) agents.set(agent, (agents.get(agent) ?? 0) + count)
  }
  const top = <T extends { count: number }>(all: T[]) => all.sort((a, b) => b.count - a.count).slice(0, shown)
  return {
    targets: top([...targets.values()]),
    userAgents: top([...agents].map(([userAgent, count]) => ({ userAgent, count }))),
    lookedAt: alerts.length,
  }
}
