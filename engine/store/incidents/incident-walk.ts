import type { IncidentCursor, IncidentQuery } from '../../../contract/incident.ts'
import type { Database } from '../database.ts'
import { allOf, oneOf, type Sql, type SqlValue } from '../filter-sql.ts'
import type { Ranged } from '../range.ts'
import { longestMs } from './grouping.ts'
import type { Wanted } from './incident-filter.ts'

export type Sort = IncidentQuery['sort']

/** An incident that may be listed: its place in the order, and the rank of its state. */
export interface Candidate extends IncidentCursor {
  readonly state: number
}

type CandidateRow = readonly [key: number, id: number, state: number, origin: number]

const keyOf: Readonly<Record<Sort, string>> = { latest: 'i.last', risk: 'i.risk' }
const indexOf: Readonly<Record<Sort, string>> = { latest: 'incident_latest', risk: 'incident_risk' }

export interface Walk {
  readonly sort: Sort
  /** ranks */
  readonly states: readonly number[]
  readonly range: Ranged
  /** looked at are those behind it, down to the end and with it */
  readonly cursor?: IncidentCursor | undefined
  readonly end?: IncidentCursor | undefined
  readonly wanted?: Wanted
  /** the index by which they are found, where it is not that of the order: then all are read and sorted */
  readonly by?: 'incident_address' | 'incident_latest'
}

/** State, cursor and end. */
function placeConditions({ sort, states, cursor, end }: Walk): Sql[] {
  const key = keyOf[sort]
  const isLatest = sort === 'latest'
  return [
    oneOf('i.state', states),
    ...(cursor && !isLatest ? [{ text: `${key} <= ?`, params: [cursor.key] }] : []),
    ...(cursor ? [{ text: `(${key}, i.id) < (?, ?)`, params: [cursor.key, cursor.id] }] : []),
    ...(end && !isLatest ? [{ text: `${key} >= ?`, params: [end.key] }] : []),
    ...(end ? [{ text: `(${key}, i.id) >= (?, ?)`, params: [end.key, end.id] }] : []),
  ]
}

/** SQLite takes one bound of an index on either side, so of the latest the tight one is worked out here. */
function whereOf(asked: Walk): Sql {
  const { sort, range, cursor, end, wanted, by } = asked
  const isLatest = sort === 'latest'
  const from = isLatest ? Math.max(range.from, end?.key ?? range.from) : range.from
  // No incident is longer than a day.
  const until = Math.min(range.to + longestMs, isLatest && cursor ? cursor.key + 1 : Number.POSITIVE_INFINITY)
  return allOf([
    ...(by === 'incident_address' ? [oneOf('i.source_ip', wanted?.addresses ?? [])] : []),
    { text: 'i.last >= ? AND i.last < ? AND i.first < ?', params: [from, until, range.to] },
    ...placeConditions(asked),
    ...(wanted?.conditions ?? []),
  ])
}

/**
 * The last of `most` incidents of a walk in one state: where a bounded look at it ends; undefined where it has fewer.
 * The index alone tells: what a filter leaves out is looked at as well, by risk also what the time does.
 */
export function endOf(db: Database, { wanted: _, ...asked }: Walk, most: number): IncidentCursor | undefined {
  const { sort } = asked
  const key = keyOf[sort]
  const where = sort === 'latest' ? whereOf(asked) : allOf(placeConditions(asked))
  return db
    .prepare<SqlValue[], IncidentCursor>(
      `SELECT ${key} AS key, i.id FROM incident i INDEXED BY ${indexOf[sort]} WHERE ${where.text}
       ORDER BY ${key} DESC, i.id DESC LIMIT 1 OFFSET ${most - 1}`,
    )
    .get(...where.params)
}

/** Incidents in their order. Close it by leaving the loop. */
export function* walk(db: Database, asked: Walk): Generator<Candidate> {
  const { sort, by = indexOf[sort] } = asked
  const key = keyOf[sort]
  const where = whereOf(asked)
  const rows = db
    .prepare<SqlValue[], CandidateRow>(
      `SELECT ${key}, i.id, i.state, i.origin_id FROM incident i INDEXED BY ${by}
       WHERE ${where.text} ORDER BY ${key} DESC, i.id DESC`,
    )
    .raw(true)
    .iterate(...where.params)
  const origins = asked.wanted?.origins
  for (const [rank, id, state, origin] of rows) {
    if (!origins || origins[origin] === 1) yield { key: rank, id, state }
  }
}

/** How many incidents a walk meets. */
export function countOf(db: Database, asked: Walk): number {
  if (asked.wanted?.origins) {
    let count = 0
    for (const _ of walk(db, asked)) count++
    return count
  }
  const { sort, by = indexOf[sort] } = asked
  const where = whereOf(asked)
  const count = db
    .prepare<SqlValue[], number>(`SELECT count(*) FROM incident i INDEXED BY ${by} WHERE ${where.text}`)
    .pluck(true)
  return count.get(...where.params) ?? 0
}

/** Several walks as one, in the order of all. */
export function* merged(walks: readonly Generator<Candidate>[]): Generator<Candidate> {
  const heads = walks.map((each) => ({ each, next: each.next() }))
  try {
    for (;;) {
      let first: (typeof heads)[number] | undefined
      let candidate: Candidate | undefined
      for (const head of heads) {
        if (head.next.done) continue
        if (candidate && !isBefore(head.next.value, candidate)) continue
        first = head
        candidate = head.next.value
      }
      if (!first || !candidate) return
      yield candidate
      first.next = first.each.next()
    }
  } finally {
    for (const { each } of heads) each.return(undefined)
  }
}

/** Whether an incident stands before another one in the list. */
export const isBefore = (a: IncidentCursor, b: IncidentCursor): boolean =>
  a.key > b.key || (a.key === b.key && a.id > b.id)
