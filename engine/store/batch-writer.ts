import { z } from 'zod'
import { anomalyWriter } from './anomaly/anomaly-writer.ts'
import type { Batch, SourceDelta } from './batch.ts'
import { coalesce, keyOf, type Repeats } from './coalesce.ts'
import type { Database } from './database.ts'
import { heldCounter } from './expectation-store.ts'
import { incidentWriter } from './incidents/incident-writer.ts'
import { forgetOpen } from './incidents/open-incidents.ts'
import { ruleHitCounter } from './rule-hits.ts'
import { rankOf } from './severity-rank.ts'
import { paceKeeper } from './source-pace.ts'
import { answerText } from './tally/answers.ts'
import { originFinder } from './tally/origins.ts'
import { createPacker } from './tally/pack.ts'
import { type Numberings, phraseFinders } from './tally/phrases.ts'
import { talliesOf } from './tally/tallies.ts'
import { floorTo, hourMs, minuteMs, quarterMs } from './time-steps.ts'

export { floorTo, hourMs, minuteMs } from './time-steps.ts'

const FormatCounts = z.record(z.string(), z.number())

/** How many quarantined tokens and lines are kept; older ones leave, the counters keep their number. */
const quarantineKept = 20_000

/** The alert that stands for repeats. */
interface Written {
  readonly id: number
  readonly time: number
  readonly method: string | null
  readonly path: string | null
  readonly status: number | null
  readonly isNew: boolean
}

/**
 * Writes batches: alerts, tallies, quarantine, counters and reading positions in one transaction each,
 * so a crash neither loses nor doubles an alert. Repeats of an alert are counted on it (see `coalesce.ts`), also
 * across batches. Answers the ids of the alerts that are new or were repeated.
 */
export function createBatchWriter(db: Database): (batch: Batch) => number[] {
  const insertAlert = db.prepare(`
    INSERT INTO alert (time, arrival, type, severity, signature, why, source_ip, locality, country_code, city,
      latitude, longitude, anomaly_score, method, path, status, source_id, sealed, count, last_time, sealed_last,
      origin_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const findRepeated = db.prepare<(number | string)[], Omit<Written, 'isNew'>>(`
    SELECT id, time, method, path, status FROM alert INDEXED BY alert_origin_time WHERE origin_id = ? AND time >= ? AND time < ? AND type = ? AND signature = ?
      AND severity = ? AND source_id = ? LIMIT 1`)
  const repeatAlert = db.prepare(
    'UPDATE alert SET count = count + ?, last_time = max(last_time, ?), sealed_last = ? WHERE id = ?',
  )
  const beginAlertAt = db.prepare('UPDATE alert SET time = ? WHERE id = ?')
  const countTally = db.prepare(`
    INSERT INTO tally (quarter, source_id, origin_id, kind, path_id, answer_id, count, last_offset)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count,
      last_offset = max(last_offset, excluded.last_offset)`)
  const countForSource = db.prepare('UPDATE source SET alerts = alerts + ? WHERE id = ?')
  const originOf = originFinder(db)
  const numberingsOfBatch = phraseFinders(db)
  const { kinds } = talliesOf(db)
  const pack = createPacker(db)
  const countRuleHits = ruleHitCounter(db)
  const keepPace = paceKeeper(db)
  const countHeld = heldCounter(db)
  const incidents = incidentWriter(db)
  const writeAnomalies = anomalyWriter(db)
  const countLines = db.prepare(`
    INSERT INTO rollup_line (minute, source_id, lines) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET lines = lines + excluded.lines`)
  const countLinesOfHour = db.prepare(`
    INSERT INTO rollup_line_hour (hour, source_id, lines) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET lines = lines + excluded.lines`)
  const insertQuarantine = db.prepare(
    'INSERT INTO quarantine (time, source_id, input, offset, reason, sealed) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const trimQuarantine = db.prepare('DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?')
  const savePosition = db.prepare('INSERT OR REPLACE INTO position (input, value) VALUES (?, ?)')
  const readFormats = db.prepare<[number], { formats: string }>('SELECT formats FROM source WHERE id = ?')
  const addToSource = db.prepare(`
    UPDATE source SET lines = lines + ?, unparsed = unparsed + ?, tokens_read = tokens_read + ?,
      tokens_failed = tokens_failed + ?, formats = ?, last_line_at = coalesce(?, last_line_at) WHERE id = ?`)

  // A frame names a source that this database does not know: it was rebuilt without the list of sources.
  const addLostSource = db.prepare("INSERT INTO source (id, name, kind, enabled) VALUES (?, ?, 'plain', 0)")

  function insertNew({ first, last, count, firstTime, lastTime }: Repeats, origin: number): Written {
    const { place } = first
    const { lastInsertRowid } = insertAlert.run(
      firstTime,
      first.arrival,
      first.type,
      rankOf(first.severity),
      first.signature,
      first.why,
      first.sourceIp,
      place.locality,
      place.countryCode ?? null,
      place.city ?? null,
      place.latitude ?? null,
      place.longitude ?? null,
      first.anomalyScore ?? null,
      first.method ?? null,
      first.path ?? null,
      first.status ?? null,
      first.sourceId,
      first.seal(),
      count,
      lastTime,
      count > 1 ? last.seal() : null,
      origin,
    )
    return {
      id: Number(lastInsertRowid),
      time: firstTime,
      method: first.method ?? null,
      path: first.path ?? null,
      status: first.status ?? null,
      isNew: true,
    }
  }

  function writeAlert(repeats: Repeats, origin: number): Written {
    const { first, last, count, minute, firstTime, lastTime } = repeats
    const { type, signature, sourceId } = first
    const severity = rankOf(first.severity)
    const known = findRepeated.get(origin, minute, minute + minuteMs, type, signature, severity, sourceId)
    if (!known) return insertNew(repeats, origin)
    repeatAlert.run(count, lastTime, last.seal(), known.id)
    // A line that came late: the indexed column is touched only then.
    if (firstTime < known.time) beginAlertAt.run(firstTime, known.id)
    return { ...known, isNew: false }
  }

  /** Counted under path and answer of the alert that stands for the repeats: what looks for them finds it there. */
  function countAlert(
    { first, count, minute, lastTime }: Repeats,
    origin: number,
    { method, path, status }: Written,
    numbers: Numberings,
  ): void {
    const quarter = floorTo(minute, quarterMs)
    const kind = kinds.idOf(first.type, rankOf(first.severity), first.signature)
    const pathId = path === null ? 0 : numbers.pathOf(path, quarter)
    const answerId = numbers.answerOf(answerText(method, status), quarter)
    countTally.run(quarter, first.sourceId, origin, kind, pathId, answerId, count, lastTime - quarter)
  }

  function writeSource(id: number, delta: SourceDelta): void {
    const formats = FormatCounts.parse(JSON.parse(readFormats.get(id)?.formats ?? '{}'))
    for (const [format, count] of delta.formats) formats[format] = (formats[format] ?? 0) + count
    const { lines, unparsed, tokensRead, tokensFailed, lastLineAt } = delta
    const counters = [lines, unparsed, tokensRead, tokensFailed, JSON.stringify(formats), lastLineAt ?? null]
    if (addToSource.run(...counters, id).changes === 0) {
      addLostSource.run(id, `Source ${id}`)
      addToSource.run(...counters, id)
    }
    keepPace(id, delta)
    for (const [minute, count] of delta.linesByMinute) {
      countLines.run(minute, id, count)
      countLinesOfHour.run(floorTo(minute, hourMs), id, count)
    }
  }

  const write = db.transaction((batch: Batch): number[] => {
    const all = coalesce(batch.alerts)
    const bySource = new Map<number, number>()
    const numbers = numberingsOfBatch()
    const ids = all.map((repeats) => {
      const { first, count } = repeats
      const origin = originOf(first.sourceIp, first.place)
      const written = writeAlert(repeats, origin)
      countAlert(repeats, origin, written, numbers)
      bySource.set(first.sourceId, (bySource.get(first.sourceId) ?? 0) + count)
      incidents.add({
        ...repeats,
        ...first,
        rank: rankOf(first.severity),
        origin,
        alerts: written.isNew ? 1 : 0,
      })
      return written.id
    })
    incidents.write()
    if (all.length > 0) pack()
    countRuleHits(all)
    for (const q of batch.quarantine) {
      insertQuarantine.run(q.time, q.sourceId, q.input, q.offset, q.reason, q.sealed ?? null)
    }
    if (batch.quarantine.length > 0) trimQuarantine.run(quarantineKept)
    for (const [id, delta] of batch.sources) writeSource(id, delta)
    for (const [id, count] of bySource) countForSource.run(count, id)
    if (batch.held) countHeld(batch.held)
    for (const [input, value] of batch.positions) savePosition.run(input, value)
    if (!batch.anomalies) return ids
    const idOf = (key: string): number => ids[all.findIndex(({ first }) => keyOf(first) === key)] ?? 0
    return [...new Set([...ids, ...writeAnomalies(batch.anomalies, idOf)])]
  })
  return (batch) => {
    try {
      return write(batch)
    } catch (error) {
      // Nothing of it is in the database.
      forgetOpen(db)
      throw error
    }
  }
}
