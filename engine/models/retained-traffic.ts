import { frequencyPages } from '../../detectors/index.ts'
import { BadInput } from '../errors.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import type { Database } from '../store/database.ts'
import type { SourceStore } from '../store/source-store.ts'
import { dayMs, floorTo } from '../store/time-steps.ts'
import { dayAndAddress, type Traffic } from './worker/task.ts'

/** Days of one address that are left out at most, and pairs of day and address in all: bounds, not limits met. */
const mostDays = 400
const mostLeftOut = 500_000

export interface TrafficParts {
  readonly db: Database
  readonly keyring: Keyring
  readonly sources: SourceStore
  readonly sealedDir: string
}

export interface Choice {
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** all but the demo where absent */
  readonly sourceIds?: readonly number[] | undefined
}

/** Says where the chosen part of the retained traffic lies. @throws BadInput where a source is not known */
export function trafficOf(parts: TrafficParts, { from, to, sourceIds }: Choice): Traffic {
  const { db, keyring, sources, sealedDir } = parts
  const known = sources.everKnown()
  const stranger = sourceIds?.find((id) => !known.some((source) => source.id === id))
  if (stranger !== undefined) throw new BadInput(`There is no source ${stranger}: name one that is listed.`)
  const isWanted = ({ id, kind }: { id: number; kind: string }) =>
    sourceIds ? sourceIds.includes(id) : kind !== 'demo'
  const files = sources.all().flatMap(({ id, kind, path, sealedKey }) => {
    if (kind !== 'sealed' || path === undefined) return []
    const keys = sealedKey === undefined ? keyring.texts : [keyring.open(sealedKey).toString('utf8')]
    return [{ sourceId: id, path, keys: [...keys] }]
  })
  return {
    keys: [...keyring.texts],
    sealedDir,
    files,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    sources: known.filter(isWanted).map(({ id, name }) => ({ id, name })),
    leftOut: foundByFrequency(db, from, to),
  }
}

/** Addresses that were reported for what they did over time, with each day on which they were. */
function foundByFrequency(db: Database, from = 0, to = Number.MAX_SAFE_INTEGER): string[] {
  const types = [...new Set(frequencyPages.map(({ type }) => type))]
  const found = db
    .prepare<(string | number)[], { ip: string; first: number; last: number }>(
      `SELECT source_ip AS ip, min(time) AS first, max(last_time) AS last FROM alert
       WHERE type IN (${types.map(() => '?').join(', ')}) AND time < ? AND last_time >= ? AND time >= ?
       GROUP BY source_ip, time / ${dayMs} LIMIT ${mostLeftOut}`,
    )
    // An occurrence that began earlier than this goes on in one that began later.
    .all(...types, to, from, from - mostDays * dayMs)
  return found.flatMap(({ ip, first, last }) => {
    const days: string[] = []
    for (let day = floorTo(first, dayMs); day <= last && days.length < mostDays; day += dayMs)
      days.push(dayAndAddress(day, ip))
    return days
  })
}
