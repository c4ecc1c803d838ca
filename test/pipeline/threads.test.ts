import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDetection, createSignatureMatching } from '../../detectors/index.ts'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { Random } from '../../engine/collectors/generator/random.ts'
import { LineParser } from '../../engine/formats/index.ts'
import type { Batch } from '../../engine/pipeline/examined.ts'
import { type Analysed, Concluder, Examiner, Examiners, type Examining } from '../../engine/pipeline/index.ts'
import { linesOf } from '../../engine/pipeline/lines.ts'
import type { ExaminersOptions } from '../../engine/pipeline/threads.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { encodeFrame } from '../../engine/sealed-log/frame.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { Scorer } from '../../ml/scorer.ts'
import { TrainingSet } from '../../ml/training-set.ts'
import { accessLine, startEngine } from '../engine/start-engine.ts'

const key = generateKey()
const keyring = new Keyring([key])
const scorer = await Scorer.load()
const local = new Examiner({ keyring, match: createSignatureMatching(), scorer })

/** Examiners of the shipped model on so many threads. */
const examinersOn = (threads: number, options: Partial<ExaminersOptions> = {}): Examiners =>
  new Examiners({ keys: [key], table: scorer.table, profile: scorer.profile, threads, local, ...options })

/** Batches of generated traffic with what goes wrong in tokens between. */
function generatedBatches(count: number, perBatch: number): Batch[] {
  const traffic = createTraffic(3)
  let time = Date.UTC(2026, 10, 21)
  const line = (): string => {
    time += 40
    return traffic.next(time).line
  }
  return Array.from({ length: count }, (_, i) => {
    const holds = i % 3 === 2 ? 'frames' : 'tokens'
    const texts = Array.from({ length: perBatch }, (_, k) => {
      if (k === 7) return 'no token'
      if (k === 8) return new Keyring([generateKey()]).seal('another key')
      if (k === 9) return keyring.seal('no known format, nor a frame')
      const lines = [line(), line()]
      return keyring.seal(
        holds === 'frames' ? encodeFrame({ v: 1, source: 5, at: time }, lines) : lines.join('\n'),
      )
    })
    return { holds, texts, sourceId: 1, arrival: time }
  })
}

/** A model trained on the generator's own traffic. */
async function siteScorer(): Promise<Scorer> {
  const random = new Random(1)
  const set = new TrainingSet({ rows: 500, random: () => random.next() })
  const [traffic, parser] = [createTraffic(4), new LineParser()]
  for (let i = 0; i < 1500; i++) {
    const event = parser.parse(traffic.next(Date.UTC(2026, 10, 20) + i * 500).line, 0)
    if (event) set.add(event, 'a day')
  }
  const trainedAt = new Date(0)
  const file = join(mkdtempSync(join(tmpdir(), 'vedette-model-')), 'own.onnx')
  writeFileSync(
    file,
    set.train({ name: 'own', trees: 50, maxSamples: 256, seed: 1, sources: [], leftOut: 0, trainedAt }),
  )
  return Scorer.load(file)
}

const told = ({ line: { text, sourceId, arrival }, ...found }: Analysed): Analysed => ({
  ...found,
  line: { text, sourceId, arrival },
})

/** What comes of the lines, without the word of who parsed them. */
async function analysedBy(examining: Examining, batches: readonly Batch[]): Promise<Analysed[][]> {
  const concluder = new Concluder({ detection: createDetection() })
  const underWay = batches.map((batch) => examining.examine(batch))
  const analysed: Analysed[][] = []
  for (const [i, batch] of batches.entries()) {
    const examined = await underWay[i]
    if (examined) analysed.push(linesOf(batch, [], examined).map((line) => told(concluder.conclude(line))))
  }
  return analysed
}

describe('examining on other threads', () => {
  const batches = generatedBatches(9, 160)

  it('gives the same findings and scores in the same order as one thread', async () => {
    const examiners = examinersOn(2)
    await examiners.start()
    const [there, here] = [await analysedBy(examiners, batches), await analysedBy(local, batches)]
    expect(there).toEqual(here)
    expect(here.flat().filter(({ findings }) => findings.length > 0).length).toBeGreaterThan(50)
    await examiners.close()
  })

  it('gives the same scores where the model has a profile of the site', async () => {
    const own = await siteScorer()
    const here = new Examiner({ keyring, match: createSignatureMatching(), scorer: own })
    const { table, profile } = own
    const examiners = examinersOn(1, { table, profile, local: here })
    await examiners.start()
    const [there, near] = [await analysedBy(examiners, batches), await analysedBy(here, batches)]
    expect(there).toEqual(near)
    expect(near).not.toEqual(await analysedBy(local, batches))
    await examiners.close()
    await own.close()
  })

  it('goes on here where a thread runs out of memory, and starts another after a pause', async () => {
    let now = 0
    const limits = { maxOldGenerationSizeMb: 40, maxYoungGenerationSizeMb: 8 }
    const examiners = examinersOn(1, { limits, now: () => now })
    await examiners.start()
    const lines = Array.from({ length: 60_000 }, (_, i) => accessLine(`/p?q=${i}<script>alert(1)</script>`))
    const text = keyring.seal(lines.join('\n'))
    const examined = await examiners.examine({ holds: 'tokens', texts: [text], sourceId: 1, arrival: 0 })
    expect(examined.lines).toHaveLength(60_000)
    expect(examiners).toMatchObject({ running: 0, width: 1 })

    now += 10_000
    await examiners.start()
    expect(examiners).toMatchObject({ running: 1, width: 3 })
    expect(await analysedBy(examiners, batches)).toEqual(await analysedBy(local, batches))
    await examiners.close()
  })

  it('starts a thread that fails again and again ever more rarely', async () => {
    let now = 0
    const keys = ['no key: the thread fails at its start']
    const examiners = examinersOn(1, { keys, now: () => now })
    let starts = 0
    for (; now < 120_000; now += 500) {
      const starting = examiners.start()
      starts += examiners.running
      await starting
    }
    expect(starts).toBe(5)
    await examiners.close()
  })

  it('goes on here where a thread cannot start', async () => {
    const examiners = examinersOn(1, { keys: ['no key: the thread fails at its start'] })
    expect(await analysedBy(examiners, batches)).toEqual(await analysedBy(local, batches))
    await examiners.close()
  })
})

describe('an engine with much to read', () => {
  it('brings every line once and alerts in the order of the log', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'vedette-pipeline-'))
    const { engine, alerts } = await startEngine(dir, key)
    const lines = Array.from(
      { length: 12_000 },
      (_, i) =>
        `81.2.69.142 - - [21/Nov/2026:08:${String(Math.floor(i / 600) % 60).padStart(2, '0')}:00 +0000] "GET ${i % 40 === 0 ? `/p?id=${i}%20union%20select%20user,password%20from%20users` : `/p/${i % 50}`} HTTP/1.1" 200 5 "-" "Mozilla/5.0 (X11) Firefox/145.0"`,
    )
    const file = join(dir, 'sealed.log')
    writeFileSync(file, `${lines.map((line) => keyring.seal(line)).join('\n')}\n`)
    await engine.sources.add({ path: file, kind: 'sealed', from: 'beginning' })
    for (let i = 0; i < 400 && engine.status().counters.linesRead < lines.length; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await engine.idle()
    expect(engine.status().counters).toMatchObject({ linesRead: 12_000, alerts: 300, tokensFailed: 0 })
    const listed = await alerts()
    const ids = listed.map(({ id }) => id)
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    await engine.close()
  })
})
