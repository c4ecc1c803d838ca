import { halfDayMs, hourMs, weekMs } from '../time-steps.ts'
import type { Section } from './entries.ts'
import { Joiner } from './join.ts'
import type { Kept } from './kept.ts'
import type { PackRow, PackSource } from './packs.ts'

/** Counts of one source in one stretch of time. */
export interface Chunk extends Section {
  readonly sourceId: number
  /** its entries never change: others take their place where a pack comes */
  readonly isSettled: boolean
}

/** Stretches that are joined, longest first: each is made of whole ones of those after it. */
const levels = [weekMs, halfDayMs, 6 * hourMs, hourMs] as const

/** All steps of a timeline are whole numbers of these, or shorter: a range that is not told by steps takes the longest. */
export const longestStep = levels[0]

/** Below this warming up ends: the levels that are asked for seldom need some room as well. */
const warmRoom = 16 * 1024 * 1024

/** A joined stretch, and the packs it is made of. */
export interface Block {
  readonly packs: number
  readonly newest: number
  readonly chunks: readonly Chunk[]
}

const none: Block = { packs: 0, newest: 0, chunks: [] }

/**
 * The packed tallies of whole hours, half days and weeks, joined by origin and kind: an address that comes all day is
 * one entry, and a pass over a month walks little memory in order. Made when first asked for; a pack that comes is
 * joined to what is there.
 */
export class Blocks {
  readonly #packs: PackSource
  readonly #joiner = new Joiner()
  readonly #kept: Kept<string, Block>
  readonly #name: string

  /**
   * @param kept memory for the joined tallies; several may share it
   * @param name tells these from others that share it
   */
  constructor(packs: PackSource, kept: Kept<string, Block>, name = '') {
    this.#packs = packs
    this.#kept = kept
    this.#name = name
  }

  /**
   * Chunks of [from, to), both on whole quarters.
   * @param step no chunk reaches over a whole number of these
   */
  in(from: number, to: number, step: number): Chunk[] {
    this.#packs.begin()
    this.#kept.begin()
    return this.#cover(
      part(this.#packs.all(), from, to),
      levels.filter((level) => step % level === 0),
    )
  }

  /**
   * Joins the stretches of one level that lie in [from, to), so that who asks for them need not wait.
   * @returns whether there is room for more
   */
  warm(from: number, to: number, level: (typeof levels)[number]): boolean {
    const { rows } = part(this.#packs.all(), from, to)
    this.#packs.begin()
    this.#whole({ from, to, rows }, level)
    return this.#kept.room > warmRoom
  }

  /** Whether a stretch is joined as it is now. */
  has(start: number, level: (typeof levels)[number]): boolean {
    const { rows } = part(this.#packs.all(), start, start + level)
    return rows.length === 0 || this.#current(start, level, rows) !== undefined
  }

  #cover({ from, to, rows }: Cover, [level, ...shorter]: readonly number[]): Chunk[] {
    if (from >= to || rows.length === 0) return []
    if (level === undefined) return this.#plain(rows, from, to)
    const first = Math.ceil(from / level) * level
    const last = Math.floor(to / level) * level
    if (first >= last) return this.#cover({ from, to, rows }, shorter)
    return [
      ...this.#cover(part(rows, from, first), shorter),
      ...this.#whole(part(rows, first, last), level),
      ...this.#cover(part(rows, last, to), shorter),
    ]
  }

  #whole({ from, to, rows }: Cover, level: number): Chunk[] {
    const chunks: Chunk[] = []
    const byBlock = new Map<number, PackRow[]>()
    for (const row of rows) {
      const begin = Math.max(from, Math.floor(row.first / level) * level)
      for (let start = begin; start <= row.last && start < to; start += level) {
        const own = byBlock.get(start)
        if (own) own.push(row)
        else byBlock.set(start, [row])
      }
    }
    for (const start of [...byBlock.keys()].sort((a, b) => a - b)) {
      chunks.push(...this.#block(start, level, byBlock.get(start) ?? []))
    }
    return chunks
  }

  #key(start: number, level: number): string {
    return `${level} ${start} ${this.#name}`
  }

  #current(start: number, level: number, rows: readonly PackRow[]): Block | undefined {
    const kept = this.#kept.get(this.#key(start, level))
    return kept?.packs === rows.length && kept.newest === rows.at(-1)?.id ? kept : undefined
  }

  /** @param rows all packs that reach into it, the oldest id first */
  #block(start: number, level: number, rows: readonly PackRow[]): readonly Chunk[] {
    const current = this.#current(start, level, rows)
    if (current) return current.chunks
    const key = this.#key(start, level)
    const kept = this.#kept.get(key) ?? none
    const newest = rows.at(-1)?.id ?? 0
    const fresh = rows.filter(({ id }) => id > kept.newest)
    const hasGrown = kept.packs > 0 && kept.packs + fresh.length === rows.length
    const chunks = hasGrown
      ? this.#joined([...kept.chunks, ...this.#plain(fresh, start, start + level)], start, level)
      : this.#joined(this.#parts(start, level, rows), start, level)
    const bytes = chunks.reduce((sum, { entries }) => sum + entries.byteLength, 0)
    this.#kept.set(key, { packs: rows.length, newest, chunks }, bytes)
    return chunks
  }

  /** A week is made of its half days, so that no long stretch is read pack by pack at once. */
  #parts(start: number, level: number, rows: readonly PackRow[]): Chunk[] {
    const end = start + level
    return level > halfDayMs
      ? this.#whole({ from: start, to: end, rows }, halfDayMs)
      : this.#plain(rows, start, end)
  }

  #joined(chunks: readonly Chunk[], start: number, span: number): Chunk[] {
    const bySource = Map.groupBy(chunks, ({ sourceId }) => sourceId)
    return [...bySource].map(([sourceId, own]) => ({
      sourceId,
      isSettled: true,
      ...this.#joiner.join(own, start, span),
    }))
  }

  #plain(rows: readonly PackRow[], from: number, to: number): Chunk[] {
    const chunks: Chunk[] = []
    for (const { id, source } of rows) {
      for (const section of this.#packs.get(id)) {
        if (section.start >= from && section.start < to)
          chunks.push({ ...section, sourceId: source, isSettled: true })
      }
    }
    return chunks
  }
}

/** A range and the packs that may reach into it. */
interface Cover {
  readonly from: number
  readonly to: number
  readonly rows: readonly PackRow[]
}

const part = (rows: readonly PackRow[], from: number, to: number): Cover => ({
  from,
  to,
  rows: from < to ? rows.filter(({ first, last }) => last >= from && first < to) : [],
})
