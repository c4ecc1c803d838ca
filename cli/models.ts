import { Option } from 'commander'
import { z } from 'zod'
import { ModelCard, ModelComparison, Training, type TrainingRequest } from '../contract/model.ts'
import { BadInput } from '../engine/errors.ts'
import { defaultDataDir } from '../engine/sealed-log/key-store.ts'
import { keysFor } from './key.ts'
import { RunningEngine } from './running-engine.ts'

/** What commands ask of models: of those of a folder, or of an engine that runs. */
export interface ModelCalls {
  list(): Promise<ModelCard[]>
  train(request: TrainingRequest): Promise<Training>
  training(): Promise<Training>
  cancel(): Promise<Training>
  compare(id: string, otherId?: string): Promise<ModelComparison>
  activate(id: string): Promise<ModelCard[]>
  discard(id: string): Promise<ModelCard[]>
  sources(): Promise<readonly { readonly id: number; readonly name: string }[]>
  close(): Promise<void>
}

export interface ModelOptions {
  readonly dataDir?: string
  readonly keyFile?: string
  readonly toEngine?: string | true
}

export const dataDirOption = (): Option =>
  new Option(
    '-d, --data-dir <folder>',
    'where alerts and the sealed log are kept (default: $VEDETTE_DATA, else your account’s)',
  )

export const toEngineOption = (): Option =>
  new Option(
    '-e, --to-engine [url]',
    'let the Vedette that runs here do it (default: http://127.0.0.1:7700)',
  ).conflicts('dataDir')

/** @throws BadInput or an error with one sentence where neither can be had */
export async function modelCalls({ dataDir, keyFile, toEngine }: ModelOptions): Promise<ModelCalls> {
  if (toEngine === undefined) return ofFolder(dataDir ?? defaultDataDir(), keyFile)
  const address = toEngine === true ? 'http://127.0.0.1:7700' : toEngine
  return ofEngine(await RunningEngine.find(address, keyFile))
}

async function ofFolder(dataDir: string, keyFile: string | undefined): Promise<ModelCalls> {
  // Database and model are loaded only here: the other commands start without them.
  const { openModelsAlone } = await import('../engine/models/models-alone.ts')
  const keyring = keysFor(keyFile)
  const { models, sources, close } = await openModelsAlone(dataDir, keyring).catch((error: unknown) => {
    const isRunning = error instanceof Error && error.message.startsWith('Another Vedette is using')
    if (!isRunning) throw error
    throw new BadInput(
      `A Vedette runs on ${dataDir}: let it do this with --to-engine and its address, or stop it first.`,
    )
  })
  return {
    list: () => models.list(),
    train: async (request) => models.train(request),
    training: async () => models.training,
    cancel: () => models.cancel(),
    compare: (id, otherId) => models.compare(id, otherId),
    activate: (id) => models.activate(id),
    discard: (id) => models.discard(id),
    sources: async () => sources,
    close,
  }
}

const Cards = z.array(ModelCard)
const Sources = z.array(z.object({ id: z.number(), name: z.string() }))
/** Models are read, or lines in the hand judged to their end, before an answer comes. */
const slowMs = 60_000
/** A comparison opens the log of a week. */
const comparingMs = 1_800_000

function ofEngine(engine: RunningEngine): ModelCalls {
  return {
    list: () => engine.call('GET', '/api/models', Cards, undefined, slowMs),
    train: (request) => engine.call('POST', '/api/models/train', Training, request, slowMs),
    training: () => engine.call('GET', '/api/models/training', Training),
    cancel: () => engine.call('POST', '/api/models/training/cancel', Training, {}, slowMs),
    compare: (id, otherId) =>
      engine.call('POST', '/api/models/compare', ModelComparison, { id, otherId }, comparingMs),
    activate: (id) => engine.call('POST', '/api/models/activate', Cards, { id }, slowMs),
    discard: (id) => engine.call('POST', '/api/models/discard', Cards, { id }, slowMs),
    sources: () => engine.call('GET', '/api/sources', Sources),
    close: async () => undefined,
  }
}
