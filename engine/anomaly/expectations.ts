import type { Alert } from '../../contract/alert.ts'
import type { Expectation, ExpectationDraft, ExpectationPreview } from '../../contract/anomaly.ts'
import type { Scorer } from '../../ml/scorer.ts'
import { BadInput, NotFound } from '../errors.ts'
import type { Analysed } from '../pipeline/conclude.ts'
import { FernetError } from '../sealed-log/fernet.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { AlertStore } from '../store/alert-store.ts'
import type { Database } from '../store/database.ts'
import { ExpectationStore, type StoredExpectation } from '../store/expectation-store.ts'
import { keptEvent } from './kept-event.ts'
import { previewOf } from './preview.ts'
import { rowOf } from './row.ts'
import { isNear, type Outline, outlineKey, outlineOf } from './shape.ts'

const mostExpectations = 1_000

const lostNote = 'This note does not open: it was sealed with a key that Vedette does not have any more.'
const lostLine =
  'The line of this expectation does not open: it was sealed with a key that Vedette does not have any more. It holds nothing back; remove it.'

type ScoredBy = Pick<Scorer, 'metadata' | 'profile'>

export interface ExpectationsOptions {
  readonly db: Database
  readonly keyring: Keyring
  /** the model that lines are scored by now */
  readonly scorer: () => ScoredBy
}

/** An expectation as it judges lines: the expected row is made anew by each model. */
interface Ready {
  readonly stored: StoredExpectation
  readonly row: Float32Array
}

interface Index {
  readonly scorer: ScoredBy
  readonly byOutline: ReadonlyMap<string, readonly Ready[]>
  readonly unopened: ReadonlySet<number>
}

/**
 * Shapes of request that the operator called expected: lines of them are not reported as anomalies. Signatures are not
 * asked about: what one finds is reported. A shape counts for lines that arrived after it was made and before it was
 * taken back, whenever they are read, so that reading them again gives the same alerts.
 */
export class Expectations {
  readonly #options: ExpectationsOptions
  readonly #store: ExpectationStore
  readonly #alerts: AlertStore
  #index: Index | undefined

  constructor(options: ExpectationsOptions) {
    this.#options = options
    this.#store = new ExpectationStore(options.db)
    this.#alerts = new AlertStore(options.db)
  }

  /** The id of the expectation that keeps an anomaly silent, or undefined. */
  readonly holds = ({ event, line }: Analysed): number | undefined => {
    const { byOutline, scorer } = this.#current()
    if (!event || byOutline.size === 0) return undefined
    const outline = outlineOf(event, line.sourceId)
    const candidates = outline && byOutline.get(outlineKey(outline))
    if (!candidates) return undefined
    const row = rowOf(event, scorer.profile)
    return candidates.find(
      ({ stored, row: expected }) =>
        line.arrival > stored.madeAt &&
        (stored.removedAt === null || line.arrival <= stored.removedAt) &&
        isNear(row, expected, scorer.metadata.usual, stored.width),
    )?.stored.id
  }

  list(): Expectation[] {
    const { unopened } = this.#current()
    return this.#active().map((stored) => this.#describe(stored, unopened.has(stored.id)))
  }

  /** What an expectation would have done to the anomaly alerts there are. @throws as `expect` does */
  preview({ alertId, width }: ExpectationDraft): Promise<ExpectationPreview> {
    const { alert, outline, row } = this.#shapeOf(alertId)
    const { metadata, profile } = this.#options.scorer()
    return previewOf({
      ...this.#options,
      alert,
      outline,
      profile,
      isExpected: (other) => isNear(other, row, metadata.usual, width),
    })
  }

  /**
   * From now on, lines of the alert's shape are not reported. One made of the same alert before gives way.
   * @throws NotFound where the alert was purged, BadInput where it is no anomaly, a group of them, or of no shape
   */
  expect({ alertId, width, note }: ExpectationDraft): Expectation {
    const { keyring } = this.#options
    const { outline, sealed } = this.#shapeOf(alertId)
    if (this.#active().length >= mostExpectations) {
      throw new BadInput(
        `There are ${mostExpectations} expectations: remove some, or learn a new model of your traffic.`,
      )
    }
    const id = this.#store.add({
      ...outline,
      method: outline.method ?? null,
      madeAt: Date.now(),
      alertId,
      width,
      sealed,
      sealedNote: note ? keyring.seal(note) : null,
    })
    this.#index = undefined
    return this.list().find((expectation) => expectation.id === id) ?? gone(id)
  }

  /** Lines of that shape are reported again. @throws NotFound */
  unexpect(id: number): void {
    if (!this.#store.remove(id, Date.now())) gone(id)
    this.#index = undefined
  }

  #active(): StoredExpectation[] {
    return this.#store.all().filter(({ removedAt }) => removedAt === null)
  }

  /** Made when first asked for, after a change, and for another model. */
  #current(): Index {
    const scorer = this.#options.scorer()
    if (this.#index?.scorer !== scorer) this.#index = this.#load(scorer)
    return this.#index
  }

  #load(scorer: ScoredBy): Index {
    const byOutline = new Map<string, Ready[]>()
    const unopened = new Set<number>()
    for (const stored of this.#store.all()) {
      const read = this.#open(stored.sealed, stored)
      if (!read) {
        unopened.add(stored.id)
        continue
      }
      const key = outlineKey(read.outline)
      byOutline.set(key, [...(byOutline.get(key) ?? []), { stored, row: read.row }])
    }
    return { scorer, byOutline, unopened }
  }

  /** What is expected by a sealed line: the template is made anew, as another version may write it otherwise. */
  #open(sealed: string, { sourceId, madeAt }: { readonly sourceId: number; readonly madeAt: number }) {
    const event = keptEvent(this.#options.keyring, sealed, madeAt)
    const outline = event && outlineOf(event, sourceId)
    return outline && { outline, row: rowOf(event, this.#options.scorer().profile) }
  }

  #shapeOf(alertId: number): { alert: Alert; sealed: string; outline: Outline; row: Float32Array } {
    const found = this.#alerts.get(alertId)
    if (!found) throw new NotFound(`There is no alert ${alertId}: it may have been purged.`)
    const { alert, sealed } = found
    if (alert.type !== 'anomaly') {
      throw new BadInput(
        `Alert ${alertId} is no anomaly, and only anomalies can be expected: what a signature found is switched off under Rules.`,
      )
    }
    if (alert.grouped !== undefined) {
      throw new BadInput(
        `Alert ${alertId} stands for lines beyond the budget, which are of many shapes: expect anomalies that have an alert of their own.`,
      )
    }
    const read = this.#open(sealed, { sourceId: alert.sourceId, madeAt: alert.arrival })
    if (!read) {
      throw new BadInput(
        `Alert ${alertId} has no shape to expect: its path is too long, or its line does not open any more.`,
      )
    }
    return { alert, sealed, ...read }
  }

  #describe(stored: StoredExpectation, isUnopened: boolean): Expectation {
    const { id, madeAt, alertId, sourceId, sourceName, method, template, width, held } = stored
    const note = stored.sealedNote === null ? undefined : this.#openNote(stored.sealedNote)
    return {
      id,
      madeAt,
      ...(alertId !== null && { alertId }),
      sourceId,
      sourceName,
      ...(method !== null && { method }),
      template,
      width,
      ...(note !== undefined && { note }),
      held,
      ...(stored.lastHeldAt !== null && { lastHeldAt: stored.lastHeldAt }),
      ...(isUnopened && { problem: lostLine }),
    }
  }

  #openNote(token: string): string {
    try {
      return this.#options.keyring.open(token).toString('utf8')
    } catch (error) {
      if (error instanceof FernetError) return lostNote
      throw error
    }
  }
}

function gone(id: number): never {
  throw new NotFound(`There is no expectation ${id}: it may have been removed.`)
}
