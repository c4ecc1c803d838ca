/**
 * `npm run -s bench`: every stage and the whole pipeline against the plain versions of `plain/`, in one run, as one JSON
 * object. On generated traffic, or on the lines of a file: `npm run -s bench -- FILE`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { LogEvent } from '../../contract/event.ts'
import { createDetection } from '../../detectors/index.ts'
import { decodePercent } from '../../detectors/reading/percent.ts'
import { Geography } from '../../engine/enrich/geography.ts'
import { LineParser } from '../../engine/formats/index.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { extractFeatures } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import { Scorer, shippedModel } from '../../ml/scorer.ts'
import { measureBurst } from './burst.ts'
import { compare, type Figure } from './compare.ts'
import { measureConsole } from './console.ts'
import { createOurPipeline } from './pipelines.ts'
import { decodePlainly } from './plain/decode.ts'
import { detectPlainly } from './plain/detect.ts'
import { openPlainly, plainKey } from './plain/open.ts'
import { parsePlainly } from './plain/parse.ts'
import { createPlainPipeline, openGeographyPlainly } from './plain/pipeline.ts'
import { measureProcess } from './process.ts'
import { measureStoreQueries } from './store.ts'
import { benchLines } from './traffic.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    store: { type: 'boolean' },
    memory: { type: 'boolean' },
    idle: { type: 'boolean' },
    cold: { type: 'boolean' },
    burst: { type: 'boolean' },
    console: { type: 'boolean' },
    lines: { type: 'string' },
  },
})
const count = values.quick ? 12_000 : 50_000
const seconds = values.quick ? 1.5 : 8
const width = features.length
const file = positionals[0]
/** Tokens that the pipeline is given at once; those of a file may be hostile, and take ten times as long. */
const runTokens = file === undefined ? 48_000 : 9_600

const eventsOf = (lines: readonly string[]): LogEvent[] => {
  const parser = new LineParser()
  return lines.map((line) => parser.parse(line, 0)).filter((event) => event !== undefined)
}

/** Of a file, every share is what it is. */
function linesWith(share: number): string[] {
  if (file === undefined) return benchLines(count, share)
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(0, count)
}

async function measureAll(): Promise<Record<string, Figure>> {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'))
  const key = generateKey()
  const keyring = new Keyring([key])
  const [benign, attacks] = [linesWith(0.01), linesWith(0.5)]
  const tokens = benign.map((line) => keyring.seal(line))
  const [scorer, onnx] = [await Scorer.load(), await Scorer.load(shippedModel, { by: 'onnx' })]
  const geography = Geography.open(null)
  const detect = (lines: readonly string[]) => {
    const detection = createDetection()
    return compare(
      {
        items: eventsOf(lines),
        ours: (part) => part.map((event) => detection.detect(event)),
        plain: (part) => part.map(detectPlainly),
      },
      seconds,
    )
  }
  const pipeline = async (threads: number): Promise<Figure> => {
    const ourDb = openDatabase(join(dir, `ours-${threads}.db`))
    const plainDb = openDatabase(join(dir, `plain-${threads}.db`))
    const ours = await createOurPipeline({ keyring, scorer, geography, db: ourDb }, threads)
    const plain = createPlainPipeline({
      key: plainKey(key, 'bytes'),
      scorer: onnx,
      locate: await openGeographyPlainly(),
      db: plainDb,
    })
    // Long enough that it does not matter how a run begins and ends.
    const items = Array.from({ length: Math.ceil(runTokens / tokens.length) }, () => tokens)
      .flat()
      .slice(0, runTokens)
    const slice = { ours: runTokens, plain: 200 }
    const figure = await compare(
      { items, slice, ours: ours.run, plain, time: threads > 0 ? 'clock' : 'processor' },
      1.5 * seconds,
    )
    await ours.close()
    ourDb.close()
    plainDb.close()
    return figure
  }
  const objects = plainKey(key, 'objects')
  const rows = eventsOf(benign).map((event) => {
    const row = new Float32Array(width)
    extractFeatures(event, scorer.profile, row, 0)
    return row
  })
  const figures = {
    open: await compare(
      {
        items: tokens,
        ours: (part) => keyring.openTexts(part),
        plain: (part) => part.map((token) => openPlainly(objects, token)),
      },
      seconds,
    ),
    parse: await compare(
      {
        items: benign,
        ours: eventsOf,
        plain: (part) => part.map(parsePlainly),
      },
      seconds,
    ),
    detectBenign: await detect(benign),
    detectAttacks: await detect(attacks),
    decodeMalformed: await compare(
      {
        // Values as attackers send them: encoded in part, and in part no encoding at all.
        items: attacks.map((line) => `${line.split(' ')[6]?.slice(-16)}%27%20or%201%3d1%e4%zz%`),
        ours: (part) => part.map(decodePercent),
        plain: (part) => part.map(decodePlainly),
      },
      seconds,
    ),
    forest: await compare(
      {
        items: rows,
        ours: (part) => {
          const all = new Float32Array(part.length * width)
          part.forEach((row, i) => {
            all.set(row, i * width)
          })
          return scorer.score(all, part.length)
        },
        plain: async (part) => {
          for (const row of part) await onnx.score(row, 1)
        },
      },
      seconds,
    ),
    pipelineOneThread: await pipeline(0),
    pipelineTwoThreads: await pipeline(1),
  }
  rmSync(dir, { recursive: true, force: true })
  return figures
}

const asked = (['memory', 'idle', 'cold'] as const).filter((name) => values[name])
const processLines = Number(values.lines ?? (values.quick ? 100_000 : 1_000_000))

async function measure(): Promise<unknown> {
  if (values.console) return { console: await measureConsole() }
  if (values.burst) return { burst: await measureBurst(processLines) }
  if (asked.length > 0) return measureProcess(asked, processLines)
  return {
    ...(await measureAll()),
    ...(values.store && { storeQueriesMs: await measureStoreQueries(5_000_000) }),
  }
}
console.log(JSON.stringify(await measure(), null, 2))
