import { z } from 'zod'
import type { Batch, SourceDelta } from './batch.ts'
import { coalesce, type Repeats } from './coalesce.ts'
import type { Database } from './database.ts'
import { rankOf } from './severity-rank.ts'
import { floorTo, hourMs, minuteMs } from './time-steps.ts'

export { floorTo, hourMs, minuteMs } from './time-steps.ts'

const FormatCounts = z.record(z.string(), z.number())

/** How many quarantined tokens and lines are kept; older ones leave, the counters keep their number. */
const quarantineKept = 20_000

/**
 * Writes batches: alerts, rollups, quarantine, counters and reading positions in one transaction each,
 * so a crash neither loses nor doubles an alert. Repeats of an alert are counted on it (see `coalesce.ts`), also
 * across batches. Answers the ids of the alerts that are new or were repeated.
 */
export function createBatchWriter(db: Database): (batch: Batch) => number[] {
  const insertAlert = db.prepare(`
    INSERT INTO alert (time, arrival, type, severity, signature, why, source_ip, locality, country_code, city,
      latitude, longitude, anomaly_score, method, path, status, source_id, sealed, count, last_time, sealed_last)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const findRepeated = db.prepare<(number | string)[], { id: number; time: number }>(`
    SELECT id, time FROM alert WHERE source_ip = ? AND time >= ? AND time < ? AND type = ? AND signature = ?
      AND severity = ? AND source_id = ? LIMIT 1`)
  const repeatAlert = db.prepare(
    'UPDATE alert SET count = count + ?, last_time = max(last_time, ?), sealed_last = ? WHERE id = ?',
  )
  const beginAlertAt = db.prepare('UPDATE alert SET time = ? WHERE id = ?')
  const countMinute = db.prepare(`
    INSERT INTO rollup_minute (minute, source_id, type, severity, count) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count`)
  const countCountry = db.prepare(`
    INSERT INTO rollup_country (hour, source_id, type, severity, key, count) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count`)
  const countAddress = db.prepare(`
    INSERT INTO rollup_address (hour, source_id, type, severity, key, count) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count`)
  const countPlace = db.prepare(`
    INSERT INTO rollup_place (hour, source_id, type, severity, latitude, longitude, country_code, city, count, last_time)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count, last_time = max(last_time, excluded.last_time)`)
  const countLines = db.prepare(`
    INSERT INTO rollup_line (minute, source_id, lines) VALUES (?, ?, ?)
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

  function insertNew({ first, last, count, firstTime, lastTime }: Repeats): number {
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
    )
    return Number(lastInsertRowid)
  }

  function writeAlert(repeats: Repeats): number {
    const { first, last, count, minute, firstTime, lastTime } = repeats
    const { type, signature, sourceId, sourceIp } = first
    const severity = rankOf(first.severity)
    const known = findRepeated.get(sourceIp, minute, minute + minuteMs, type, signature, severity, sourceId)
    if (!known) return insertNew(repeats)
    repeatAlert.run(count, lastTime, last.seal(), known.id)
    // A line that came late: the indexed column is touched only then.
    if (firstTime < known.time) beginAlertAt.run(firstTime, known.id)
    return known.id
  }

  function countAlert({ first, count, minute, lastTime }: Repeats): void {
    const { place, sourceId, type, sourceIp } = first
    const severity = rankOf(first.severity)
    const hour = floorTo(minute, hourMs)
    countMinute.run(minute, sourceId, type, severity, count)
    // An alert without a country is counted under the reason, so that the map's tray needs no scan.
    countCountry.run(hour, sourceId, type, severity, place.countryCode ?? place.locality, count)
    countAddress.run(hour, sourceId, type, severity, sourceIp, count)
    if (place.latitude === undefined || place.longitude === undefined) return
    countPlace.run(
      hour,
      sourceId,
      type,
      severity,
      place.latitude,
      place.longitude,
      place.countryCode ?? null,
      place.city ?? null,
      count,
      lastTime,
    )
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
    for (const [minute, count] of delta.linesByMinute) countLines.run(minute, id, count)
  }

  return db.transaction((batch: Batch): number[] => {
    const ids = coalesce(batch.alerts).map((repeats) => {
      countAlert(repeats)
      return writeAlert(repeats)
    })
    for (const q of batch.quarantine) {
      insertQuarantine.run(q.time, q.sourceId, q.input, q.offset, q.reason, q.sealed ?? null)
    }
    if (batch.quarantine.length > 0) trimQuarantine.run(quarantineKept)
    for (const [id, delta] of batch.sources) writeSource(id, delta)
    for (const [input, value] of batch.positions) savePosition.run(input, value)
    return ids
  })
}
