import { closeSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { isWhole, withDigest } from '../../engine/models/model-digest.ts'
import { openModelsAlone } from '../../engine/models/models-alone.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { decodeModel, ModelProto } from '../../ml/onnx/schema.ts'
import { shippedModel } from '../../ml/scorer.ts'
import { linesOf, startSite, train } from './model-traffic.ts'
import { startEngine } from './start-engine.ts'

const site = await startSite(linesOf('normal', 2_000, 1))
const { modelId = '' } = await train(site)
await call(site.router.models.activate, { id: modelId })
await site.engine.close()
const { dataDir, key } = site
const file = join(dataDir, 'models', `${modelId}.onnx`)
const whole = readFileSync(file)

function overwrite(at: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4, 0xa5), 0, 4, at)
  closeSync(handle)
}

/** The shipped model without what Vedette writes into it. */
function foreignModel(): Uint8Array {
  const { metadataProps: _, ...model } = Object(decodeModel(readFileSync(shippedModel)))
  return ModelProto.encode(ModelProto.fromObject(model)).finish()
}

describe('the active model whose file', () => {
  it.each<[string, () => void, RegExp]>([
    ['has one byte that is another', () => overwrite(whole.length >> 1), /is damaged/],
    ['was cut short', () => truncateSync(file, whole.length >> 1), /is damaged or no ONNX file/],
    ['is empty', () => truncateSync(file, 0), /was not made by Vedette|damaged/],
    ['is another program’s', () => writeFileSync(file, foreignModel()), /was not made by Vedette/],
    ['is no model at all', () => writeFileSync(file, 'GET / HTTP/1.1\n'.repeat(100)), /damaged/],
  ])('%s is told at start, and the shipped one scores', async (_, damage, sentence) => {
    writeFileSync(file, whole)
    damage()
    const { engine, router } = await startEngine(dataDir, key)
    const [problem] = engine.status().problems
    expect(problem).toMatch(/^Lines are scored by the shipped model, as the chosen one cannot be used: /)
    expect(problem).toMatch(sentence)
    const list = await call(router.models.list, undefined)
    expect(list).toMatchObject([
      { id: 'shipped', isActive: true },
      { id: modelId, isActive: false, problem: expect.stringMatching(sentence) },
    ])
    await expect(call(router.models.activate, { id: modelId })).rejects.toThrow(sentence)
    await expect(call(router.models.compare, { id: modelId })).rejects.toThrow(sentence)
    await engine.close()
  })

  it('is back is used again; one that was chosen anew ends the problem', async () => {
    writeFileSync(file, whole)
    const back = await startEngine(dataDir, key)
    expect(back.engine.status().problems).toEqual([])
    expect((await call(back.router.models.list, undefined))[1]).toMatchObject({ id: modelId, isActive: true })
    await back.engine.close()
    truncateSync(file, 100)
    const damaged = await startEngine(dataDir, key)
    await call(damaged.router.models.activate, { id: 'shipped' })
    expect(damaged.engine.status().problems).toEqual([])
    await call(damaged.router.models.discard, { id: modelId })
    await damaged.engine.close()
  })
})

describe('a file beside the models', () => {
  it('is listed with its problem and can be discarded; what a write left unfinished is taken away', async () => {
    mkdirSync(join(dataDir, 'models'), { recursive: true })
    writeFileSync(join(dataDir, 'models', 'foreign.onnx'), foreignModel())
    writeFileSync(join(dataDir, 'models', '2026-11-21T10-00-00-000Z.onnx.new'), 'half')
    const { engine, router } = await startEngine(dataDir, key)
    const list = await call(router.models.list, undefined)
    expect(list.map(({ id, problem }) => [id, problem === undefined])).toEqual([
      ['shipped', true],
      ['foreign', false],
    ])
    await call(router.models.discard, { id: 'foreign' })
    expect(await call(router.models.list, undefined)).toHaveLength(1)
    await engine.close()
  })
})

describe('the digest behind a model', () => {
  it('tells one that was changed from one that was not, and from one that has none', () => {
    const model = readFileSync(shippedModel)
    const sealed = withDigest(model)
    expect(isWhole(model)).toBeUndefined()
    expect(isWhole(sealed)).toBe(true)
    for (const at of [0, 1_000, model.length - 1, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(isWhole(changed)).toBe(false)
    }
    expect(decodeModel(sealed)).toMatchObject(Object(decodeModel(model)).graph ? { graph: {} } : {})
  })
})

describe('a training that is cut off', () => {
  it('by want of memory fails with a sentence, leaves nothing behind, and the next one works', async () => {
    const limits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 }
    const request = { trees: 200, maxSamples: 256, rows: 100_000, seed: 1 }
    const alone = await openModelsAlone(dataDir, new Keyring([key]), limits)
    alone.models.train(request)
    await alone.models.trained()
    expect(alone.models.training).toMatchObject({
      phase: 'failed',
      problem: expect.stringMatching(/more memory than it may have/),
    })
    expect(await alone.models.list()).toHaveLength(1)
    await alone.close()
    const again = await openModelsAlone(dataDir, new Keyring([key]))
    again.models.train(request)
    await again.models.trained()
    expect(again.models.training).toMatchObject({ phase: 'done' })
    await again.close()
  })

  it('by a disk that does not take the model fails with a sentence', async () => {
    const models = join(dataDir, 'models')
    const { rmSync } = await import('node:fs')
    rmSync(models, { recursive: true })
    writeFileSync(models, 'a file where the folder should be')
    const { engine, router } = await startEngine(dataDir, key)
    expect(await train({ engine, router, dataDir, key, alerts: async () => [] })).toMatchObject({
      phase: 'failed',
      problem: expect.stringMatching(/could not be kept/),
    })
    rmSync(models)
    await engine.close()
  })
})
