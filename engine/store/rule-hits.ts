import type { HitRange, RuleHits } from '../../contract/rules.ts'
import type { NewAlert } from './batch.ts'
import type { Repeats } from './coalesce.ts'
import type { Database } from './database.ts'
import { decidedByRule } from './incidents/rule-verdicts.ts'
import { dayMs, floorTo, hourMs, minuteMs, quarterMs } from './time-steps.ts'

/**
 * How often each signature named an alert, kept by the day, the hour and the quarter of event time, in the
 * transactions that change alerts. A range takes whole days, then whole hours and quarters, and counts the parts of
 * quarters at its ends in the alerts themselves: every answer is exact.
 */
const tables = [
  { name: 'rule_day', column: 'day', step: dayMs },
  { name: 'rule_hour', column: 'hour', step: hourMs },
  { name: 'rule_quarter', column: 'quarter', step: quarterMs },
] as const

interface Hits {
  readonly signature: string
  readonly count: number
  readonly lastTime: number
}

interface Sum {
  readonly first: NewAlert
  readonly quarter: number
  count: number
  lastTime: number
}

/** Answers the function that counts a batch's alerts; call it within its transaction. */
export function ruleHitCounter(db: Database): (alerts: readonly Repeats[]) => void {
  const counters = tables.map(({ name, column, step }) => ({
    step,
    add: db.prepare(
      `INSERT INTO ${name} (${column}, source_id, signature, count, last_time) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count, last_time = max(last_time, excluded.last_time)`,
    ),
  }))
  return (alerts) => {
    const sums = new Map<string, Sum>()
    for (const repeats of alerts) {
      const { first, minute, count, lastTime } = repeats
      const quarter = floorTo(minute, quarterMs)
      const key = `${quarter} ${first.sourceId} ${first.signature}`
      const known = sums.get(key)
      if (known) {
        known.count += count
        known.lastTime = Math.max(known.lastTime, lastTime)
      } else sums.set(key, { first, quarter, count, lastTime })
    }
    for (const { first, quarter, count, lastTime } of sums.values())
      for (const { step, add } of counters)
        add.run(floorTo(quarter, step), first.sourceId, first.signature, count, lastTime)
  }
}

/** What each signature brought within a range, the most frequent first. */
export function queryRuleHits(db: Database, range: HitRange): RuleHits[] {
  const sums = new Map<string, { count: number; lastTime: number }>()
  const add = (hits: readonly Hits[]): void => {
    for (const { signature, count, lastTime } of hits) {
      const known = sums.get(signature)
      sums.set(signature, {
        count: (known?.count ?? 0) + count,
        lastTime: Math.max(known?.lastTime ?? lastTime, lastTime),
      })
    }
  }
  const from = range.from === undefined ? undefined : floorTo(range.from, minuteMs)
  const to = range.to === undefined ? undefined : -floorTo(-range.to, minuteMs)
  for (const { table, column, start, end } of cut(from, to)) {
    add(
      db
        .prepare<number[], Hits>(
          `SELECT signature, sum(count) AS count, max(last_time) AS lastTime FROM ${table}
           WHERE ${column} >= ? AND ${column} < ? GROUP BY signature`,
        )
        .all(start, end),
    )
  }
  const verdicts = decidedByRule(db)
  return [...sums]
    .map(([signature, hits]) => {
      const decided = verdicts.get(signature)
      return { signature, ...hits, ...(decided && { decided }) }
    })
    .sort((a, b) => b.count - a.count || (a.signature < b.signature ? -1 : 1))
}

interface Piece {
  readonly table: (typeof tables)[number]['name'] | 'alert'
  readonly column: (typeof tables)[number]['column'] | 'time'
  readonly start: number
  readonly end: number
}

/** Event times lie within these: SQLite keeps them as integers, and JavaScript dates reach no further. */
const latest = 8.64e15

/** A range cut into whole days, hours and quarters, and what is left. */
function cut(from = -latest, to = latest): Piece[] {
  const pieces: Piece[] = []
  const rest = (start: number, end: number, level: number): void => {
    if (start >= end) return
    const table = tables[level]
    if (!table) {
      pieces.push({ table: 'alert', column: 'time', start, end })
      return
    }
    const first = -floorTo(-start, table.step)
    const last = floorTo(end, table.step)
    if (first >= last) {
      rest(start, end, level + 1)
      return
    }
    rest(start, first, level + 1)
    pieces.push({ table: table.name, column: table.column, start: first, end: last })
    rest(last, end, level + 1)
  }
  rest(from, to, 0)
  return pieces
}

/** Forgets what lies before an hour; of the day that it cuts, the hours left are counted anew. Within a transaction. */
export function purgeRuleHits(db: Database, hour: number): void {
  const day = floorTo(hour, dayMs)
  db.prepare('DELETE FROM rule_quarter WHERE quarter < ?').run(hour)
  db.prepare('DELETE FROM rule_hour WHERE hour < ?').run(hour)
  db.prepare('DELETE FROM rule_day WHERE day <= ?').run(day)
  db.prepare(
    `INSERT INTO rule_day (day, source_id, signature, count, last_time)
     SELECT ?, source_id, signature, sum(count), max(last_time) FROM rule_hour
     WHERE hour >= ? AND hour < ? GROUP BY source_id, signature`,
  ).run(day, day, day + dayMs)
}
