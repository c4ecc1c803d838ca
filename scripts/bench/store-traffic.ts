import type { AlertType } from '../../contract/attack-type.ts'
import { alertTypes } from '../../contract/attack-type.ts'
import { severities } from '../../contract/severity.ts'
import { emptyDelta, type Located, type NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import type { Database } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { floorTo, minuteMs } from '../../engine/store/time-steps.ts'

/** When the synthetic month ends: in the middle of an hour, so that ranges have partial ends. */
export const lastTime = Date.UTC(2026, 10, 21, 9, 37, 12)
const monthMs = 30 * 86_400_000
const addresses = 20_000
const sources = 3
const batchLength = 5_000

/** A minute `minutes` before the end, as the console names the start of a range. */
export const minutesBack = (minutes: number): number => floorTo(lastTime, minuteMs) - minutes * minuteMs

const countries = [
  'DE',
  'US',
  'CN',
  'FR',
  'NL',
  'RU',
  'BR',
  'IN',
  'GB',
  'VN',
  'PL',
  'UA',
  'KR',
  'JP',
  'TV',
] as const
const sites = [
  '/login',
  '/admin/config.php',
  '/wp-login.php',
  '/search',
  '/api/v1/items',
  '/.env',
  '/product',
] as const

/** mulberry32: the same month at every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Actor {
  readonly sourceIp: string
  readonly place: Located
  readonly types: readonly AlertType[]
  readonly site: number
}

function actorOf(index: number, random: () => number): Actor {
  const pick = <T>(list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0]
  const sourceIp = `${(index >> 14) + 11}.${(index >> 7) & 127}.${index & 127}.${Math.floor(random() * 250) + 1}`
  const types = [pick(alertTypes), pick(alertTypes), pick(alertTypes)]
  const site = Math.floor(random() * sources)
  if (random() < 0.03) return { sourceIp, place: { locality: 'private' }, types, site }
  // The rare country comes last and is taken seldom.
  const code = random() < 0.001 ? 'TV' : (countries[Math.floor(random() * (countries.length - 1))] ?? 'DE')
  const city = Math.floor(random() * 200)
  const coordinates = { latitude: (city * 7 + code.charCodeAt(0)) % 70, longitude: ((city * 13) % 340) - 170 }
  return {
    sourceIp,
    types,
    site,
    place: { locality: 'located', countryCode: code, city: `City ${city}`, ...coordinates },
  }
}

/**
 * Writes so many alerts, none a repeat, spread evenly over a month in the order of their time, through the engine's
 * own writer: 20,000 addresses, a few of which are very busy, each with the kinds of attacks it likes.
 * @param onBatch told how many are written, exactly at a fifth and at the end as well
 */
export function fillStore(db: Database, alerts: number, onBatch: (written: number) => void): void {
  const random = randomFrom(1)
  const ids = Array.from({ length: sources }, (_, i) =>
    i === 0
      ? new SourceStore(db).demo().id
      : new SourceStore(db).add(
          { path: `/log/${i}`, kind: 'plain', name: `site ${i}`, from: 'beginning' },
          undefined,
        ).id,
  )
  const actors = Array.from({ length: addresses }, (_, i) => actorOf(i, random))
  const write = createBatchWriter(db)
  // As long as a token of one line's evidence.
  const sealed = 'gAAAA'.padEnd(700, 'x')
  const newAlert = (i: number): NewAlert => {
    const actor = actors[Math.floor(random() ** 3 * addresses)]
    const type = actor?.types[Math.floor(random() * 3)] ?? 'xss'
    const time = Math.floor(lastTime - monthMs + (i / alerts) * monthMs)
    return {
      time,
      arrival: time,
      type,
      severity: severities[type.length % 4] ?? 'low',
      // Told apart by their number, so that none is a repeat of another.
      signature: `${type}-${i % 20}`,
      why: 'A signature of the benchmark, in the query string.',
      sourceIp: actor?.sourceIp ?? '',
      place: actor?.place ?? { locality: 'unknown' },
      anomalyScore: random(),
      method: 'GET',
      path: `${sites[i % sites.length]}/${i % 5_000}`,
      status: 200,
      sourceId: ids[(actor?.site ?? 0) % sources] ?? 1,
      seal: () => sealed,
    }
  }
  const fifth = Math.floor(alerts / 5)
  for (let start = 0; start < alerts; ) {
    const end = Math.min(start + batchLength, start < fifth ? fifth : alerts)
    const batch = Array.from({ length: end - start }, (_, i) => newAlert(start + i))
    const deltas = new Map(ids.map((id) => [id, emptyDelta()]))
    for (const { time, sourceId } of batch) {
      const delta = deltas.get(sourceId)
      const minute = floorTo(time, minuteMs)
      delta?.linesByMinute.set(minute, (delta.linesByMinute.get(minute) ?? 0) + 50)
    }
    write({ alerts: batch, quarantine: [], sources: deltas, positions: new Map() })
    start = end
    onBatch(start)
  }
}
