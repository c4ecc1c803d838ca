/** `npm run bench`: events a second of every stage and of the whole, and the ratio to a deliberately plain version. One JSON object. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { LogEvent } from '../../contract/event.ts'
import { createDetection, detectorDocs } from '../../detectors/index.ts'
import { createAlerting } from '../../engine/alerting.ts'
import { Analysis } from '../../engine/analysis.ts'
import { Geography } from '../../engine/enrich/geography.ts'
import { LineParser } from '../../engine/formats/index.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { extractFeatures } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import { Scorer } from '../../ml/scorer.ts'
import {
  createPlainStore,
  detectPlainly,
  openGeographyPlainly,
  openPlainly,
  parsePlainly,
} from './plain/plain.ts'
import { benchLines } from './traffic.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, lines: { type: 'string' } } })
const count = Number(values.lines ?? (values.quick ? 4_000 : 20_000))
const batchLength = 1_024
const rounds = 3

interface Figure {
  perSecond: number
  plainPerSecond: number
  ratio: number
}

const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/** Both ways in turn, so that a machine that slows down slows both; medians of the rounds. */
async function compare(events: number, ours: () => unknown, plain: () => unknown): Promise<Figure> {
  const timed = async (run: () => unknown): Promise<number> => {
    const start = performance.now()
    await run()
    return events / ((performance.now() - start) / 1000)
  }
  const [fast, slow]: [number[], number[]] = [[], []]
  for (let i = 0; i < rounds; i++) {
    fast.push(await timed(ours))
    slow.push(await timed(plain))
  }
  const [perSecond, plainPerSecond] = [Math.round(median(fast)), Math.round(median(slow))]
  return { perSecond, plainPerSecond, ratio: Math.round((100 * perSecond) / plainPerSecond) / 100 }
}

function* batches<T>(list: readonly T[]): Iterable<T[]> {
  for (let start = 0; start < list.length; start += batchLength) yield list.slice(start, start + batchLength)
}

const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'))
const keyring = new Keyring([generateKey()])
const scorer = await Scorer.load()
const geography = await Geography.open(null)
const locatePlainly = await openGeographyPlainly()
let databases = 0

async function measure(share: number): Promise<Record<string, Figure>> {
  const lines = benchLines(count, share)
  const tokens = lines.map((line) => keyring.seal(line))
  const parser = new LineParser()
  const events = lines
    .map((line) => parser.parse(line, 0))
    .filter((event): event is LogEvent => event !== undefined)
  const width = features.length
  const rows = new Float32Array(events.length * width)
  for (const [i, event] of events.entries()) extractFeatures(event, rows, i * width)
  const newStore = () => {
    const db = openDatabase(join(dir, `bench-${databases++}.db`))
    return { db, source: new SourceStore(db).demo().id }
  }
  const alerting = createAlerting({
    keyring,
    locate: (ip) => geography.locate(ip),
    detectors: detectorDocs(),
    threshold: scorer.threshold,
  })
  const batchOf = (alerts: ReturnType<typeof alerting>) => ({
    alerts,
    quarantine: [],
    sources: new Map(),
    positions: new Map(),
  })

  async function pipeline(): Promise<void> {
    const { db, source } = newStore()
    const write = createBatchWriter(db)
    const analysis = new Analysis({ detection: createDetection(), scorer })
    for (const batch of batches(tokens)) {
      const opened = keyring
        .openAll(batch)
        .map((plain) => ({ text: String(plain), sourceId: source, arrival: 0 }))
      write(batchOf((await analysis.analyse(opened)).flatMap(alerting)))
    }
    db.close()
  }
  async function plainPipeline(): Promise<void> {
    const { db } = newStore()
    const insert = createPlainStore(db)
    const row = new Float32Array(width)
    for (const token of tokens) {
      const event = parsePlainly(openPlainly(keyring, [token])[0] ?? '')
      if (!event) continue
      const found = detectPlainly(event)
      extractFeatures(event, row, 0)
      const [score = 0] = await scorer.score(row, 1)
      locatePlainly(event.sourceIp)
      if (found > 0 || score >= scorer.threshold) insert(event, found > 0 ? 'attack' : 'anomaly')
    }
    db.close()
  }
  const analysed = await new Analysis({ detection: createDetection(), scorer }).analyse(
    lines.map((text) => ({ text, sourceId: 1, arrival: 0 })),
  )
  const alerts = analysed.flatMap(alerting).map((alert) => ({ ...alert, sourceId: 1 }))
  const n = events.length
  return {
    open: await compare(
      n,
      () => {
        for (const batch of batches(tokens)) keyring.openAll(batch)
      },
      () => openPlainly(keyring, tokens),
    ),
    parse: await compare(
      n,
      () => {
        const p = new LineParser()
        for (const line of lines) p.parse(line, 0)
      },
      () => lines.map(parsePlainly),
    ),
    detect: await compare(
      n,
      () => {
        const d = createDetection()
        for (const event of events) d.detect(event)
      },
      () => events.map(detectPlainly),
    ),
    score: await compare(
      n,
      () => scorer.score(rows, n),
      async () => {
        for (let i = 0; i < n; i++) await scorer.score(rows.slice(i * width, (i + 1) * width), 1)
      },
    ),
    enrich: await compare(
      n,
      () => events.map((event) => geography.locate(event.sourceIp)),
      () => events.map((event) => locatePlainly(event.sourceIp)),
    ),
    store: await compare(
      alerts.length,
      () => {
        const { db } = newStore()
        const write = createBatchWriter(db)
        for (const batch of batches(alerts)) write(batchOf(batch))
        db.close()
      },
      () => {
        const { db } = newStore()
        const insert = createPlainStore(db)
        for (const event of events.slice(0, alerts.length)) insert(event, 'attack')
        db.close()
      },
    ),
    pipeline: await compare(n, pipeline, plainPipeline),
  }
}

const result = { lines: count, attacks1percent: await measure(0.01), attacks50percent: await measure(0.5) }
rmSync(dir, { recursive: true, force: true })
console.log(JSON.stringify(result, null, 2))
