import { type Sql, type SqlValue, textCondition } from '../filter-sql.ts'
import { floorTo, quarterMs } from '../time-steps.ts'
import type { Chunk } from './blocks.ts'
import { type LooseRow, sectionsOf } from './entries.ts'
import type { Kinds } from './kinds.ts'
import type { Tallies } from './tallies.ts'
import type { TextMatch } from './text-match.ts'

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
  count: number,
  lastTime: number,
]

/**
 * The counts of a range, oldest first. Whole quarters come from the tallies; the partial quarters at its ends, and all
 * of it where steps finer than a quarter are wanted, from the alerts themselves.
 * @param text part of an address, path, signature … to look for
 * @param step width of the buckets the counts are for, a divisor or a multiple of a quarter
 */
export function chunksIn(tallies: Tallies, { from, to }: Range, step: number, text?: string): Chunk[] {
  const search = text ? tallies.searches.for(text) : undefined
  const where = text ? textCondition(text) : anyText
  if (step % quarterMs !== 0) return fromAlerts(tallies, from, to, step, where)
  const first = Math.ceil(from / quarterMs) * quarterMs
  const last = floorTo(to, quarterMs)
  if (first >= last) return fromAlerts(tallies, from, to, quarterMs, where)
  const chunks = [
    ...fromAlerts(tallies, from, first, quarterMs, where),
    ...(search ?? tallies).blocks.in(first, last, step),
    ...fromLoose(tallies, first, last, search?.match),
    ...fromAlerts(tallies, last, to, quarterMs, where),
  ]
  return chunks.sort((a, b) => a.start - b.start)
}

type LooseTallyRow = readonly [source: number, path: number, signature: number, ...LooseRow]

function fromLoose({ db }: Tallies, from: number, to: number, match: TextMatch | undefined): Chunk[] {
  match?.refresh()
  const rows = db
    .prepare<[number, number], LooseTallyRow>(
      `SELECT source_id, path_id, signature_id, quarter, origin_id, kind, last_offset, count FROM tally
       WHERE quarter >= ? AND quarter < ? ORDER BY source_id, quarter`,
    )
    .raw(true)
    .all(from, to)
  const wanted = rows.filter(
    ([, path, signature, , origin, kind]) => !match || match.holds(origin, kind, path, signature),
  )
  return bySource(
    wanted.map(([source, , , ...row]) => [source, ...row] as const),
    quarterMs,
  )
}

const anyText: Sql = { text: '1', params: [] }

function fromAlerts({ db, kinds }: Tallies, from: number, to: number, step: number, where: Sql): Chunk[] {
  if (from >= to) return []
  kinds.all()
  const rows = db
    .prepare<SqlValue[], AlertRow>(
      `SELECT time, source_id, origin_id, type, severity, count, last_time FROM alert
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
  [time, source, origin, type, severity, count, lastTime]: AlertRow,
  kinds: Kinds,
  step: number,
): readonly [source: number, ...LooseRow] {
  const start = floorTo(time, step)
  return [source, start, origin, kinds.idOf(type, severity), lastTime - start, count]
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
