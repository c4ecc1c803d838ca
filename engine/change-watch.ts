import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'
import { pause } from './pause.ts'

/** Looks in a row that find nothing before changes are waited for. */
const looksBeforeRest = 5
/** Changes in a row that nobody told of: from then on looks alone are trusted. */
const mostMissed = 3

export interface Pace {
  /** between two looks while something happens, and where changes cannot be watched */
  readonly lookMs: number
  /** how long changes are waited for at most: file systems of other machines do not tell of all of them */
  readonly restMs: number
}

/**
 * Tells who follows files when to look again: often while lines come, and when the operating system says so once none
 * came for a second. An idle engine so sleeps, and a first line is read as soon as it is written.
 */
export class ChangeWatch {
  readonly #pace: Pace
  #watchers: FSWatcher[] = []
  #changed = new AbortController()
  #looks = 0
  #missed = 0
  #isOverdue = false

  constructor(pace: Pace = { lookMs: 200, restMs: 5_000 }) {
    this.#pace = pace
  }

  /** Whether changes are waited for, rather than looked for. */
  get isResting(): boolean {
    return this.#watchers.length > 0
  }

  /** A look found something. */
  found(): void {
    this.#missed = this.#isOverdue ? this.#missed + 1 : 0
    this.#begin()
  }

  /** A look found nothing: waits until it is time for another. Files that are not there yet are waited for. */
  async rest(paths: readonly string[], signal: AbortSignal): Promise<void> {
    const { lookMs, restMs } = this.#pace
    this.#isOverdue = false
    if (this.#looks++ < looksBeforeRest || this.#missed >= mostMissed) return pause(lookMs, signal)
    if (this.#watchers.length === 0) {
      if (!this.#watch(paths)) return pause(lookMs, signal)
      // What changed before nobody tells of: one look more.
      return
    }
    await pause(restMs, AbortSignal.any([signal, this.#changed.signal]))
    this.#isOverdue = !this.#changed.signal.aborted
    if (!this.#isOverdue) this.#begin()
  }

  /** Time for a look now. */
  ring(): void {
    this.#changed.abort()
  }

  close(): void {
    this.#begin()
  }

  #begin(): void {
    for (const watcher of this.#watchers) watcher.close()
    this.#watchers = []
    this.#changed = new AbortController()
    this.#looks = 0
    this.#isOverdue = false
  }

  /** Answers whether all of them can be watched. */
  #watch(paths: readonly string[]): boolean {
    for (const path of paths) {
      const watcher = this.#watcherOf(path) ?? this.#watcherOf(dirname(path))
      if (!watcher) {
        this.#begin()
        this.#looks = looksBeforeRest
        return false
      }
      this.#watchers.push(watcher)
    }
    return true
  }

  #watcherOf(path: string): FSWatcher | undefined {
    const ring = (): void => this.ring()
    try {
      // What a watcher cannot go on with is looked at.
      return watch(path, { persistent: false }, ring).on('error', ring)
    } catch {
      return undefined
    }
  }
}
