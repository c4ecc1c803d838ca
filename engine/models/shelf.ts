import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readModel, shippedModel } from '../../ml/model-file.ts'
import { readMetadata, readProfile } from '../../ml/onnx/metadata.ts'
import { Scorer } from '../../ml/scorer.ts'
import { BadInput, NotFound } from '../errors.ts'
import { type Card, cardOf, shippedId, uselessCard } from './card.ts'
import { isWhole, withDigest } from './model-digest.ts'

const ending = '.onnx'
const unfinished = '.new'
/** Ids are times of training; a file that a person put there may have another plain name. */
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/
/** 500 trees of 500 samples have 40 MB: what is larger is no model of Vedette's. */
const mostBytes = 128 * 1024 * 1024

/** Where a model lies, and what ONNX Runtime said of it. */
export interface ModelPlace {
  readonly id: string
  readonly path: string
  readonly referenceFile: string
}

/** The models below a data folder, one ONNX file each, and the shipped one. */
export class Shelf {
  readonly #dir: string
  readonly #dataDir: string
  /** cards by id, and what their files were then */
  readonly #cards = new Map<string, { readonly of: string; readonly card: Card }>()

  /** Takes away what a training that was cut short has left. */
  constructor(dataDir: string) {
    this.#dataDir = dataDir
    this.#dir = join(dataDir, 'models')
    for (const name of this.#names())
      if (name.endsWith(unfinished)) rmSync(join(this.#dir, name), { force: true })
  }

  #names(): string[] {
    try {
      return readdirSync(this.#dir)
    } catch {
      return []
    }
  }

  /** The ids of the trained models, latest first. */
  ids(): string[] {
    return this.#names()
      .flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []))
      .filter((id) => idPattern.test(id) && id !== shippedId)
      .sort()
      .reverse()
  }

  /** @throws NotFound where no model has that id */
  place(id: string): ModelPlace {
    if (id === shippedId)
      return { id, path: shippedModel, referenceFile: join(this.#dataDir, 'onnx-reference.json') }
    // Only what was found in the folder is ever opened.
    if (!this.ids().includes(id))
      throw new NotFound(`There is no model '${id.slice(0, 100)}': it may have been discarded.`)
    return this.#placeOf(id)
  }

  #placeOf(id: string): ModelPlace {
    const path = join(this.#dir, id + ending)
    return { id, path, referenceFile: join(this.#dir, `${id}.reference.json`) }
  }

  /** All cards: the shipped model's, then the trained ones', latest first. */
  async cards(): Promise<Card[]> {
    const cards: Card[] = []
    for (const id of [shippedId, ...this.ids()]) {
      const card = await this.card(id).catch((error: unknown) => {
        // Discarded while the others were read.
        if (error instanceof NotFound) return undefined
        throw error
      })
      if (card) cards.push(card)
    }
    return cards
  }

  /** The card of a model; with its problem where it cannot be used. @throws NotFound where there is none */
  async card(id: string): Promise<Card> {
    const { path } = this.place(id)
    const stats = statSync(path)
    const of = `${stats.ino} ${stats.size} ${stats.mtimeMs}`
    const known = this.#cards.get(id)
    if (known?.of === of) return known.card
    const card = await this.#read(id, path).catch((error: unknown) =>
      uselessCard(id, stats.mtime, error instanceof Error ? error.message : String(error)),
    )
    this.#cards.set(id, { of, card })
    return card
  }

  async #read(id: string, path: string): Promise<Card> {
    if (statSync(path).size > mostBytes)
      throw new Error(`The file ${path} is larger than any model of Vedette's: it is none, discard it.`)
    const { bytes, model } = await readModel(path)
    if (id !== shippedId && isWhole(bytes) === false)
      throw new Error(`The model ${path} is damaged: it is not what was written. Discard it and train anew.`)
    const metadata = readMetadata(model, path)
    readProfile(metadata, path)
    return cardOf(id, metadata)
  }

  /** Loads a model to score by it. @throws NotFound; BadInput with one sentence where it is damaged or foreign */
  async load(id: string): Promise<Scorer> {
    const { problem } = await this.card(id)
    if (problem !== undefined) throw new BadInput(problem)
    const { path, referenceFile } = this.place(id)
    try {
      return await Scorer.load(path, { referenceFile })
    } catch (error) {
      throw new BadInput(error instanceof Error ? error.message : String(error))
    }
  }

  /** Keeps a new model. Answers its id. @throws one sentence where the disk does not take it; nothing is left of it then */
  async add(model: Uint8Array, now = new Date()): Promise<string> {
    const id = now.toISOString().replaceAll(/[:.]/g, '-')
    const { path } = this.#placeOf(id)
    try {
      mkdirSync(this.#dir, { recursive: true, mode: 0o700 })
      const file = await open(path + unfinished, 'w', 0o600)
      try {
        await file.writeFile(withDigest(model))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(path + unfinished, path)
    } catch (error) {
      await rm(path + unfinished, { force: true }).catch(() => undefined)
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`The new model could not be kept (${reason}): make room on the disk and train again.`)
    }
    return id
  }

  /** @throws NotFound where there is none */
  discard(id: string): void {
    const { path, referenceFile } = this.place(id)
    rmSync(path, { force: true })
    rmSync(referenceFile, { force: true })
    this.#cards.delete(id)
  }
}
