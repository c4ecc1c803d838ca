import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { FactReader } from './facts.ts'
import {
  firstFactCell,
  firstGramCell,
  gramHash,
  head,
  headBytes,
  profileBytes,
  secondFactCell,
  secondGramCell,
  version,
} from './layout.ts'
import { levels, levelsOfOthers } from './levels.ts'

/**
 * What is usual on a site: how often pieces of targets, paths, parameters, answers and user agents were seen. Frozen;
 * 192 KB in memory that threads share. Counts are approximate (a byte on a logarithmic scale) and hashed: see
 * `layout.ts` for the share of keys that is taken for others. With `SiteProfile.empty` nothing is rare.
 */
export class SiteProfile {
  static readonly empty = new SiteProfile(new SharedArrayBuffer(headBytes))

  /** what it is, as threads are handed it: `new SiteProfile(shared)` */
  readonly shared: SharedArrayBuffer
  /** requests it was counted from; 0: it is empty */
  readonly requests: number
  readonly seed: number
  /** reads the keys of a request for this profile */
  readonly facts: FactReader
  /** log2 of requests + 1: the rarity of what was never seen */
  readonly never: number
  readonly #levels: Float64Array
  readonly #cells: Uint8Array

  constructor(shared: SharedArrayBuffer, seesOthersOnly = false) {
    const words = new Uint32Array(shared, 0, headBytes / 4)
    this.shared = shared
    this.requests = words[head.requests] ?? 0
    this.seed = words[head.seed] ?? 0
    this.facts = new FactReader(this.seed)
    this.never = Math.log2(Math.max(0, this.requests - (seesOthersOnly ? 1 : 0)) + 1)
    this.#levels = seesOthersOnly ? levelsOfOthers : levels
    this.#cells = new Uint8Array(shared)
  }

  /** The same profile for a request that was counted into it: it speaks of the other requests alone. */
  ofOthers(): SiteProfile {
    return this.requests === 0 ? this : new SiteProfile(this.shared, true)
  }

  /** log2 of the requests with a piece of text, + 1 */
  gram(gram: number): number {
    const hash = gramHash(gram, this.seed)
    return this.#read(firstGramCell(hash), secondGramCell(hash))
  }

  /** log2 of the requests of which a fact is true, + 1 */
  fact(key: number): number {
    return this.#read(firstFactCell(key), secondFactCell(key))
  }

  #read(a: number, b: number): number {
    const [first, second] = [this.#cells[a] ?? 0, this.#cells[b] ?? 0]
    return this.#levels[first < second ? first : second] ?? 0
  }

  /** The profile as bytes, packed: at most `profileBytes` and a little more. */
  toBytes(): Uint8Array {
    return this.requests === 0 ? new Uint8Array(0) : deflateRawSync(new Uint8Array(this.shared))
  }

  /** @throws one sentence where the bytes are no profile */
  static fromBytes(bytes: Uint8Array): SiteProfile {
    if (bytes.length === 0) return SiteProfile.empty
    const unpacked = unpack(bytes)
    const words = new Uint32Array(new Uint8Array(unpacked.subarray(0, headBytes)).buffer)
    if (unpacked.length !== profileBytes || words[head.version] !== version || words[head.requests] === 0)
      throw new Error('The profile of the site is damaged or of another version: train the model anew.')
    const shared = new SharedArrayBuffer(profileBytes)
    new Uint8Array(shared).set(unpacked)
    return new SiteProfile(shared)
  }
}

function unpack(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: profileBytes + 1 })
  } catch {
    return new Uint8Array(headBytes)
  }
}
