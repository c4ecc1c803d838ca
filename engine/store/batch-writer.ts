import { z } from 'zod'
import type { Batch, NewAlert, SourceDelta } from './batch.ts'
import type { Database } from './database.ts'
import { rankOf } from './severity-rank.ts'

export const minuteMs = 60_000
export const hourMs = 3_600_000

export const floorTo = (time: number, step: number): number => Math.floor(time / step) * step

const FormatCounts = z.record(z.string(), z.number())

/** How many quarantined tokens and lines are kept; older ones leave, the counters keep their number. */
const quarantineKept = 20_000

/**
 * Writes batches: alerts, rollups, quarantine, counters and reading positions in one transaction each,
 * so a crash neither loses nor doubles an alert. Answers the ids of the alerts, in their order.
 */
export function createBatchWriter(db: Database): (batch: Batch) => number[] {
  const insertAlert = db.prepare(`
    INSERT INTO alert (time, arrival, type, severity, signature, why, source_ip, locality, country_code, city,
      latitude, longitude, anomaly_score, method, path, status, source_id, sealed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const countMinute = db.prepare(`
    INSERT INTO rollup_minute (minute, source_id, type, severity, count) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET count = count + 1`)
  const countCountry = db.prepare(`
    INSERT INTO rollup_country (hour, source_id, type, severity, key, count) VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET count = count + 1`)
  const countAddress = db.prepare(`
    INSERT INTO rollup_address (hour, source_id, type, severity, key, count) VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET count = count + 1`)
  const countPlace = db.prepare(`
    INSERT INTO rollup_place (hour, source_id, type, severity, latitude, longitude, country_code, city, count, last_time)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
    ON CONFLICT DO UPDATE SET count = count + 1, last_time = max(last_time, excluded.last_time)`)
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

  function writeAlert(alert: NewAlert): number {
    const { place, time, sourceId, type } = alert
    const severity = rankOf(alert.severity)
    const hour = floorTo(time, hourMs)
    const { lastInsertRowid } = insertAlert.run(
      time,
      alert.arrival,
      type,
      severity,
      alert.signature,
      alert.why,
      alert.sourceIp,
      place.locality,
      place.countryCode ?? null,
      place.city ?? null,
      place.latitude ?? null,
      place.longitude ?? null,
      alert.anomalyScore ?? null,
      alert.method ?? null,
      alert.path ?? null,
      alert.status ?? null,
      sourceId,
      alert.sealed,
    )
    countMinute.run(floorTo(time, minuteMs), sourceId, type, severity)
    // An alert without a country is counted under the reason, so that the map's tray needs no scan.
    countCountry.run(hour, sourceId, type, severity, place.countryCode ?? place.locality)
    countAddress.run(hour, sourceId, type, severity, alert.sourceIp)
    if (place.latitude !== undefined && place.longitude !== undefined) {
      countPlace.run(
        hour,
        sourceId,
        type,
        severity,
        place.latitude,
        place.longitude,
        place.countryCode ?? null,
        place.city ?? null,
        time,
      )
    }
    return Number(lastInsertRowid)
  }

  function writeSource(id: number, delta: SourceDelta): void {
    const formats = FormatCounts.parse(JSON.parse(readFormats.get(id)?.formats ?? '{}'))
    for (const [format, count] of delta.formats) formats[format] = (formats[format] ?? 0) + count
    const { lines, unparsed, tokensRead, tokensFailed, lastLineAt } = delta
    addToSource.run(
      lines,
      unparsed,
      tokensRead,
      tokensFailed,
      JSON.stringify(formats),
      lastLineAt ?? null,
      id,
    )
    for (const [minute, count] of delta.linesByMinute) countLines.run(minute, id, count)
  }

  return db.transaction((batch: Batch): number[] => {
    const ids = batch.alerts.map(writeAlert)
    for (const q of batch.quarantine) {
      insertQuarantine.run(q.time, q.sourceId, q.input, q.offset, q.reason, q.sealed ?? null)
    }
    if (batch.quarantine.length > 0) trimQuarantine.run(quarantineKept)
    for (const [id, delta] of batch.sources) writeSource(id, delta)
    for (const [input, value] of batch.positions) savePosition.run(input, value)
    return ids
  })
}
