import type { Alert } from '../../contract/alert.ts'
import type { AlertFilter, AlertPage } from '../../contract/query.ts'
import { AlertStore, selectAlerts } from './alert-store.ts'
import type { Database } from './database.ts'
import { alertConditions, allOf, oneOf, rowConditions, type Sql, within } from './filter-sql.ts'
import { type Ranged, rangeOf } from './range.ts'
import { originsIn, type Stretch, stretchesIn } from './tally/stretches.ts'
import { type Tallies, talliesOf } from './tally/tallies.ts'
import { halfDayMs, quarterMs } from './time-steps.ts'

export interface PageCursor {
  readonly time: number
  readonly id: number
}

/** Alerts that one page of a text search looks at: no index knows parts of paths, and an answer must not wait. */
const lookedAt = 5_000

/**
 * A page of alerts, newest first. Repeats are counted by whole minutes, so it takes whole minutes as the overview does.
 * The tallies tell in which quarters there is something to find, so that a rare match is not searched for.
 * @param cursor the `next` of the page before
 */
export function pageOfAlerts(
  db: Database,
  filter: AlertFilter,
  cursor: PageCursor | undefined,
  limit: number,
  now = Date.now(),
): AlertPage {
  const range = rangeOf(filter, new AlertStore(db).extent(), now)
  if (rowConditions(filter).length > 0) return searchedPage(db, range, cursor, limit)
  const tallies = talliesOf(db)
  const { total, stretches } = stretchesIn(tallies, filter, range, halfDayMs)
  const alerts: Alert[] = []
  let span: Stretch[] = []
  let rows = 0
  const take = () => {
    if (span.length > 0) alerts.push(...alertsIn(db, range, span, cursor, limit - alerts.length))
    span = []
    rows = 0
  }
  for (const long of stretches) {
    if (cursor && long.from > cursor.time) continue
    for (const stretch of quartersOf(tallies, range, long)) {
      if (cursor && stretch.from > cursor.time) continue
      span.push(stretch)
      rows += stretch.rows
      if (rows >= limit - alerts.length) take()
      if (alerts.length >= limit) break
    }
    if (alerts.length >= limit) break
  }
  if (alerts.length < limit) take()
  return { alerts, next: alerts.length >= limit ? cursorAt(alerts) : null, total, totalIsExact: true }
}

/** A stretch that may hold much is looked at by the quarter. */
function quartersOf(tallies: Tallies, range: Ranged, long: Stretch): readonly Stretch[] {
  if (long.to - long.from <= quarterMs) return [long]
  return stretchesIn(tallies, range, { from: long.from, to: long.to }, quarterMs).stretches
}

const cursorAt = (alerts: readonly Alert[]): PageCursor | null => {
  const last = alerts.at(-1)
  return last ? { time: last.time, id: last.id } : null
}

function alertsIn(
  db: Database,
  range: Ranged,
  span: readonly Stretch[],
  cursor: PageCursor | undefined,
  limit: number,
): Alert[] {
  const from = Math.max(range.from, span.at(-1)?.from ?? range.from)
  const to = Math.min(range.to, span[0]?.to ?? range.to)
  const origins = originsIn(talliesOf(db), range, span)
  const where = allOf([
    ...(origins ? [oneOf('a.origin_id', origins)] : []),
    ...within('a.time', from, until(to, cursor)),
    ...after(cursor),
    ...alertConditions(range),
  ])
  return selectAlerts(
    db,
    where,
    `ORDER BY a.time DESC, a.id DESC LIMIT ${limit}`,
    origins && 'alert_origin_time',
  )
}

/** The range's upper end is drawn in as well: SQLite takes one bound of an index, and it must be the tight one. */
const until = (to: number, cursor: PageCursor | undefined): number =>
  cursor ? Math.min(to, cursor.time + 1) : to

const after = (cursor: PageCursor | undefined): Sql[] =>
  cursor ? [{ text: '(a.time, a.id) < (?, ?)', params: [cursor.time, cursor.id] }] : []

/** What a text matches among the next alerts; where there are more to look at, `next` goes on behind them. */
function searchedPage(db: Database, range: Ranged, cursor: PageCursor | undefined, limit: number): AlertPage {
  const to = until(range.to, cursor)
  const inRange = allOf([...within('a.time', range.from, to), ...after(cursor)])
  const end = db
    .prepare<(string | number)[], PageCursor>(
      `SELECT a.time, a.id FROM alert a WHERE ${inRange.text} ORDER BY a.time DESC, a.id DESC LIMIT 1 OFFSET ${lookedAt}`,
    )
    .get(...inRange.params)
  const where = allOf([
    ...within('a.time', end?.time ?? range.from, to),
    ...(end ? [{ text: '(a.time, a.id) >= (?, ?)', params: [end.time, end.id] }] : []),
    ...after(cursor),
    ...alertConditions(range),
  ])
  const found = selectAlerts(db, where, `ORDER BY a.time DESC, a.id DESC LIMIT ${limit}`)
  const isFull = found.length >= limit
  return {
    alerts: found,
    next: isFull ? cursorAt(found) : (end ?? null),
    total: found.reduce((sum, { count }) => sum + count, 0),
    totalIsExact: !isFull && end === undefined && cursor === undefined,
  }
}
