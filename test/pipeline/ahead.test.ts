import { afterAll, describe, expect, it } from 'vitest'
import { createSignatureMatching } from '../../detectors/index.ts'
import { OwnLogInput } from '../../engine/inputs/own-log-input.ts'
import { Examiner, Examiners } from '../../engine/pipeline/index.ts'
import { Scorer } from '../../ml/scorer.ts'
import { OwnLog } from '../torture/own-log.ts'

const log = new OwnLog()
const match = createSignatureMatching()
const scorer = await Scorer.load()
const local = new Examiner({ keyring: log.keyring, match, scorer })
const examiners = new Examiners({
  keys: log.keyring.texts,
  table: scorer.table,
  profile: scorer.profile,
  threads: 1,
  local,
})

afterAll(async () => {
  await examiners.close()
  log.remove()
})

describe('a sealed log that another hand changed', () => {
  it('gives the same lines and breaks when it is read ahead and examined on other threads', async () => {
    await log.write(Array.from({ length: 1200 }, (_, i) => `line ${i} ${'ü'.repeat(i % 200)}`))
    log.tamper((tokens) => [...tokens.slice(0, 100), ...tokens.slice(101, 900), ...tokens.slice(890)])
    await log.read(100_000)

    await examiners.start()
    const input = new OwnLogInput(log.dir, () => undefined, 1)
    const begun = []
    for (let reading = await input.read(100_000); reading.batch.texts.length > 0; ) {
      begun.push({ reading, examined: examiners.examine(reading.batch) })
      reading = await input.read(100_000)
    }
    await input.close()
    expect(begun.length).toBeGreaterThan(3)
    const chunks = []
    for (const { reading, examined } of begun) chunks.push(reading.open(await examined))

    expect(log.reasons.length).toBe(2)
    expect(chunks.flatMap(({ broken }) => broken?.map(({ reason }) => reason))).toEqual(
      log.broken.map(({ reason }) => reason),
    )
    expect(chunks.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(log.lines)
    expect(log.lines.length).toBe(1199)
  })
})
