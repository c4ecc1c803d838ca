import type { Alert } from '../../contract/alert.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import type { AlertPage } from '../../contract/query.ts'
import { AlertStore, selectAlerts } from './alert-store.ts'
import type { Database } from './database.ts'
import { alertConditions, allOf, oneOf, type Sql, within } from './filter-sql.ts'
import { type Ranged, rangeOf } from './range.ts'
import type { Range } from './tally/chunks.ts'
import { countIn, oneBucket } from './tally/count.ts'
import { words } from './tally/entries.ts'
import { originsIn, type Stretch, stretchesIn, type Wanted, wantedBy } from './tally/stretches.ts'
import { type Tallies, talliesOf } from './tally/tallies.ts'
import { floorTo, halfDayMs, quarterMs } from './time-steps.ts'

export interface PageCursor {
  readonly time: number
  readonly id: number
}

/** So few rows of half a day are looked for at once … */
const fewRows = 50
/** … where it holds more counts than these: a pass over fewer tells the quarters sooner. */
const fewCounts = 500

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
  const tallies = talliesOf(db)
  const wanted = wantedBy(tallies, filter)
  const { total } = countIn(tallies, filter, range, oneBucket(range))
  const alerts: Alert[] = []
  const take = (stretch: Stretch) => {
    if (alerts.length >= limit || (cursor && stretch.from > cursor.time)) return
    const origins = originsIn(wanted, stretch)
    alerts.push(...alertsIn(db, { range, stretch, origins }, cursor, limit - alerts.length))
  }
  for (const part of partsBack(range, cursor)) {
    if (alerts.length >= limit || total === 0) break
    for (const long of stretchesIn(tallies, wanted, part, halfDayMs)) {
      if (alerts.length >= limit) break
      for (const stretch of partsOf(tallies, wanted, long)) take(stretch)
    }
  }
  return { alerts, next: alerts.length >= limit ? cursorAt(alerts) : null, total, totalIsExact: true }
}

/** A range in parts, newest first and each longer than the one before: mostly the first ones fill a page. */
function* partsBack({ from, to }: Range, cursor: PageCursor | undefined): Generator<Range> {
  let end = cursor ? Math.min(to, floorTo(cursor.time, halfDayMs) + halfDayMs) : to
  for (let span = halfDayMs; end > from; span *= 2) {
    const begin = Math.max(from, floorTo(end - 1, halfDayMs) + halfDayMs - span)
    yield { from: begin, to: end }
    end = begin
  }
}

/** A stretch is looked at by the quarter, but for a few rows among many counts. */
function partsOf(tallies: Tallies, wanted: Wanted, long: Stretch): readonly Stretch[] {
  const counts = long.chunks.reduce((sum, entries) => sum + entries.length / words, 0)
  const isShort = long.to - long.from <= quarterMs
  if (isShort || (long.rows <= fewRows && counts > fewCounts)) return [long]
  return stretchesIn(tallies, wanted, { from: long.from, to: long.to }, quarterMs)
}

const cursorAt = (alerts: readonly Alert[]): PageCursor | null => {
  const last = alerts.at(-1)
  return last ? { time: last.time, id: last.id } : null
}

interface Part {
  readonly range: Ranged
  readonly stretch: Stretch
  /** where all of it is from, if these are few */
  readonly origins: readonly number[] | undefined
}

function alertsIn(
  db: Database,
  { range, stretch, origins }: Part,
  cursor: PageCursor | undefined,
  limit: number,
): Alert[] {
  const from = Math.max(range.from, stretch.from)
  const to = Math.min(range.to, stretch.to)
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
