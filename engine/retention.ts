import { purgeSegments } from './sealed-log/purge.ts'
import { SegmentPosition } from './sealed-log/segments.ts'
import { removeOldScores } from './store/anomaly/remove.ts'
import type { Database } from './store/database.ts'
import { databaseSentence } from './store/failures.ts'
import { purgeBefore } from './store/purge.ts'
import type { SettingsStore } from './store/settings-store.ts'
import type { SourceStore } from './store/source-store.ts'

const everyMs = 3_600_000
const dayMs = 86_400_000

/** Removes what is older than the user keeps, once an hour. */
export class Retention {
  readonly #db: Database
  readonly #sealedDir: string
  readonly #settings: SettingsStore
  readonly #sources: SourceStore
  readonly #timer: NodeJS.Timeout
  /** why the last removal failed, in one sentence */
  problem: string | undefined

  constructor(db: Database, sealedDir: string, settings: SettingsStore, sources: SourceStore) {
    this.#db = db
    this.#sealedDir = sealedDir
    this.#settings = settings
    this.#sources = sources
    this.#timer = setInterval(() => void this.#purgeQuietly(), everyMs)
    this.#timer.unref()
  }

  /** Removes alerts, tallies, and segments that are read to their end. Answers the occurrences removed. */
  async purge(now: number): Promise<number> {
    const before = now - this.#settings.get().retentionDays * dayMs
    const position = SegmentPosition.safeParse(this.#sources.position('own-log'))
    if (position.success) await purgeSegments(this.#sealedDir, before, position.data.segment)
    removeOldScores(this.#db, now)
    return purgeBefore(this.#db, before)
  }

  async #purgeQuietly(): Promise<void> {
    try {
      await this.purge(Date.now())
      this.problem = undefined
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.problem = databaseSentence(error, this.#db.name) ?? `Old alerts could not be removed (${reason}).`
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
