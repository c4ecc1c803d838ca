import { allOf, type Sql, type SqlValue } from '../filter-sql.ts'
import { floorTo, quarterMs } from '../time-steps.ts'
import type { Chunk } from './blocks.ts'
import { type LooseRow, sectionsOf } from './entries.ts'
import type { Kinds } from './kinds.ts'
import type { Tallies } from './tallies.ts'

/** A range on whole minutes: from <= time < to. */
export interface Range {
  readonly from: number
  readonly to: number
}

type AlertRow = readonly [
  time: number,
  source: number,
  origin: number,
  type: string,
  severity: number,
  signature: string,
  count: number,
  lastTime: number,
]

/**
 * The counts of a range, oldest first. Whole quarters come from the tallies; the partial quarters at its ends, and all
 * of it where steps finer than a quarter are wanted, from the alerts themselves.
 * @param conditions what only the alerts know, e.g. a part of a path
 * @param step width of the buckets the counts are for, a divisor or a multiple of a quarter
 */
export function chunksIn(
  tallies: Tallies,
  { from, to }: Range,
  step: number,
  conditions: readonly Sql[] = [],
): Chunk[] {
  if (conditions.length > 0)
    return fromAlerts(tallies, from, to, Math.min(step, quarterMs), allOf(conditions))
  if (step % quarterMs !== 0) return fromAlerts(tallies, from, to, step)
  const first = Math.ceil(from / quarterMs) * quarterMs
  const last = floorTo(to, quarterMs)
  if (first >= last) return fromAlerts(tallies, from, to, quarterMs)
  const chunks = [
    ...fromAlerts(tallies, from, first, quarterMs),
    ...tallies.blocks.in(first, last, step),
    ...fromLoose(tallies, first, last),
    ...fromAlerts(tallies, last, to, quarterMs),
  ]
  return chunks.sort((a, b) => a.start - b.start)
}

function fromLoose({ db }: Tallies, from: number, to: number): Chunk[] {
  const rows = db
    .prepare<[], readonly [source: number, ...LooseRow]>(
      `SELECT source_id, quarter, origin_id, kind, last_offset, count FROM tally ORDER BY source_id, quarter`,
    )
    .raw(true)
    .all()
  const inRange = rows.filter(([, quarter]) => quarter >= from && quarter < to)
  return bySource(inRange, quarterMs)
}

const anyAlert: Sql = { text: '1', params: [] }

function fromAlerts(
  { db, kinds }: Tallies,
  from: number,
  to: number,
  step: number,
  where: Sql = anyAlert,
): Chunk[] {
  if (from >= to) return []
  kinds.all()
  const rows = db
    .prepare<SqlValue[], AlertRow>(
      `SELECT time, source_id, origin_id, type, severity, signature, count, last_time FROM alert
       WHERE time >= ? AND time < ? AND (${where.text}) ORDER BY time`,
    )
    .raw(true)
    .all(from, to, ...where.params)
  return bySource(
    rows.map((row) => looseOf(row, kinds, step)).sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    step,
  )
}

function looseOf(
  [time, source, origin, type, severity, signature, count, lastTime]: AlertRow,
  kinds: Kinds,
  step: number,
): readonly [source: number, ...LooseRow] {
  const start = floorTo(time, step)
  return [source, start, origin, kinds.idOf(type, severity, signature), lastTime - start, count]
}

/** @param rows in order of their source and start */
function bySource(rows: readonly (readonly [source: number, ...LooseRow])[], span: number): Chunk[] {
  const sources = Map.groupBy(rows, ([source]) => source)
  return [...sources].flatMap(([sourceId, own]) =>
    sectionsOf(
      own.map(([, ...row]) => row),
      span,
    ).map((section) => ({ ...section, sourceId })),
  )
}
