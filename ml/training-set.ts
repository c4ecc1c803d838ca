import type { LogEvent } from '../contract/event.ts'
import { extractFeatures, isScorable, ownFeatures } from './extract-features.ts'
import { FairSample } from './fair-sample.ts'
import { features } from './features.ts'
import { extractHistoryFeatures } from './history-features.ts'
import { createRead, readTarget } from './profile/grams.ts'
import { ProfileBuilder, SiteProfile } from './profile/index.ts'
import { standAlone } from './stand-alone.ts'
import { type TrainingDescription, trainModel } from './train.ts'

const width = features.length
/** Characters kept of a target: twice what is read of it for the profile. */
const longestKept = 2048
/** Of the work of `train`: reading the rows kept against the profile. */
const extractionShare = 0.4
const rowsPerStep = 4096

export interface TrainingSetOptions {
  /** requests kept for the forest, at most; memory goes with them: about half a kilobyte each, 4 KB at worst */
  readonly rows: number
  /** 0 ≤ x < 1 */
  readonly random: () => number
}

/**
 * Gathers the ordinary requests of a site, as many as come, in bounded memory: all are counted into its profile, and a
 * sample that is fair to all strata is kept for the forest. A row kept is compared with the others only: its own
 * request is taken out of the counts.
 */
export class TrainingSet {
  readonly #random: () => number
  readonly #sample: FairSample
  readonly #profile: ProfileBuilder
  readonly #kept: LogEvent[] = []
  readonly #own: Float32Array

  constructor({ rows, random }: TrainingSetOptions) {
    this.#random = random
    this.#profile = new ProfileBuilder(Math.floor(random() * 2 ** 32))
    this.#sample = new FairSample(rows, random)
    this.#own = new Float32Array(rows * width)
  }

  /** @param stratum that the sample is to be fair to, such as the day and the source */
  add(event: LogEvent, stratum: string): void {
    if (!isScorable(event)) return
    this.#profile.add(event)
    const place = this.#sample.place(stratum)
    if (place === undefined) return
    // Without a profile: what only the whole target tells, before it is cut.
    extractFeatures(event, SiteProfile.empty, this.#own, place * width)
    this.#kept[place] = cut(event)
  }

  /** Requests added. */
  get seen(): number {
    return this.#profile.requests
  }

  /** Requests kept for the forest. */
  get kept(): number {
    return this.#sample.kept
  }

  /** The rows of the requests kept, and the profile they were compared with. */
  rows(onProgress?: (share: number) => void): { readonly rows: Float32Array; readonly profile: SiteProfile } {
    const profile = this.#profile.build()
    const others = profile.ofOthers()
    const read = createRead()
    const rows = this.#own.slice(0, this.kept * width)
    for (const [i, event] of this.#kept.entries()) {
      if (i % rowsPerStep === 0) onProgress?.(i / this.kept)
      readTarget(event.target ?? '', read)
      extractHistoryFeatures(event, read, others, rows, i * width + ownFeatures)
    }
    return { rows, profile }
  }

  /**
   * Grows the forest.
   * @returns the bytes of an ONNX model with its metadata and the profile inside
   * @throws one sentence where there are fewer than two requests
   */
  train({ onProgress, ...description }: TrainingDescription): Uint8Array {
    const { rows, profile } = this.rows((share) => onProgress?.(extractionShare * share))
    return trainModel(rows, this.kept, {
      ...description,
      profile,
      random: this.#random,
      onProgress: (share) => onProgress?.(extractionShare + (1 - extractionShare) * share),
    })
  }
}

/** What the features of history read, in strings of its own: parts of a line hold the whole line in memory. */
function cut({ target = '', path, method, status, bytes, userAgent }: LogEvent): LogEvent {
  const kept = own(target)
  return {
    time: 0,
    kind: 'http',
    format: 'combined',
    sourceIp: '',
    target: kept,
    ...(path !== undefined && { path: path.length > kept.length ? kept : kept.slice(0, path.length) }),
    ...(method !== undefined && { method: own(method) }),
    ...(status !== undefined && { status }),
    ...(bytes !== undefined && { bytes }),
    ...(userAgent !== undefined && { userAgent: own(userAgent) }),
  }
}

const own = (text: string): string => standAlone(text.slice(0, longestKept))
