import { z } from 'zod'
import type { Scorer } from '../../ml/scorer.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { shippedId } from './card.ts'
import type { Shelf } from './shelf.ts'

/** What is stored: the model that was chosen, and the one before it. */
const Choice = z.object({ active: z.string(), before: z.string().optional() })

/** The model that lines are scored by. */
export class ActiveModel {
  readonly #settings: SettingsStore
  #id: string
  #scorer: Scorer
  /** one sentence where the chosen model cannot be used and the shipped one scores instead */
  #problem: string | undefined

  private constructor(settings: SettingsStore, id: string, scorer: Scorer, problem?: string) {
    this.#settings = settings
    this.#id = id
    this.#scorer = scorer
    this.#problem = problem
  }

  /** Loads the model that was chosen; the shipped one where there is none, or where it cannot be used. */
  static async open(shelf: Shelf, settings: SettingsStore): Promise<ActiveModel> {
    const id = Choice.safeParse(settings.model()).data?.active ?? shippedId
    if (id === shippedId) return new ActiveModel(settings, id, await shelf.load(id))
    try {
      return new ActiveModel(settings, id, await shelf.load(id))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const problem = `Lines are scored by the shipped model, as the chosen one cannot be used: ${reason}`
      return new ActiveModel(settings, shippedId, await shelf.load(shippedId), problem)
    }
  }

  get id(): string {
    return this.#id
  }

  get scorer(): Scorer {
    return this.#scorer
  }

  get problem(): string | undefined {
    return this.#problem
  }

  /** The model before the active one; the shipped one where there was none. */
  get before(): string {
    return Choice.safeParse(this.#settings.model()).data?.before ?? shippedId
  }

  /** Takes another model's scorer and stores the choice. Answers the scorer there was, for its owner to close. */
  choose(id: string, scorer: Scorer): Scorer {
    const before = this.#id === id ? this.before : this.#id
    this.#settings.setModel({ active: id, before })
    const old = this.#scorer
    this.#id = id
    this.#scorer = scorer
    this.#problem = undefined
    return old
  }
}
