import type { LogEvent } from '../../contract/event.ts'
import { KeyCounter } from './counter.ts'
import { FactReader, firstStep } from './facts.ts'
import { createRead, readTarget } from './grams.ts'
import {
  firstFactCell,
  firstGramCell,
  gramHash,
  head,
  headBytes,
  mostFacts,
  mostGrams,
  profileBytes,
  secondFactCell,
  secondGramCell,
  version,
} from './layout.ts'
import { codeOf } from './levels.ts'
import { SiteProfile } from './site-profile.ts'

/** Places for keys while counting: 8 MB for facts, 2 MB for pieces of text. */
const [factBits, gramBits] = [20, 18]

/** Counts requests into a profile, as many as come. About 10 MB, whatever comes. */
export class ProfileBuilder {
  readonly #seed: number
  readonly #facts: FactReader
  readonly #factCounts = new KeyCounter(factBits)
  readonly #gramCounts = new KeyCounter(gramBits)
  readonly #read = createRead()
  /** pieces of this request, so that each counts once */
  readonly #once = new Set<number>()
  #requests = 0

  /** @param seed of the hashes: whoever knows it can make odd requests look ordinary */
  constructor(seed: number) {
    this.#seed = seed >>> 0
    this.#facts = new FactReader(this.#seed)
  }

  get requests(): number {
    return this.#requests
  }

  add(event: LogEvent): void {
    this.#requests++
    this.#once.clear()
    const { grams } = this.#read
    readTarget(event.target ?? '', this.#read)
    for (let i = 0; i < this.#read.count; i++) this.#once.add(grams[i] ?? 0)
    for (const gram of this.#once) this.#gramCounts.add(gram)
    const facts = this.#facts
    facts.read(event)
    const counts = this.#factCounts
    counts.add(facts.path)
    counts.add(facts.status)
    counts.add(facts.agent)
    for (let step = firstStep; step <= facts.lengthBucket; step++) counts.add(facts.lengthKey(step))
    for (let step = firstStep; step <= facts.sizeBucket; step++) counts.add(facts.sizeKey(step))
    this.#once.clear()
    for (let i = 0; i < facts.parameters; i++) {
      this.#once.add(facts.names[i] ?? 0)
      this.#once.add(facts.values[i] ?? 0)
    }
    for (const key of this.#once) counts.add(key)
  }

  /** The profile of what was counted so far. */
  build(): SiteProfile {
    if (this.#requests === 0) return SiteProfile.empty
    const shared = new SharedArrayBuffer(profileBytes)
    const words = new Uint32Array(shared, 0, headBytes / 4)
    words[head.version] = version
    words[head.seed] = this.#seed
    words[head.requests] = Math.min(this.#requests, 0xffffffff)
    const cells = new Uint8Array(shared)
    // Keys that share a cell do not add up there: the larger count stands.
    const write = (at: number, code: number) => {
      if ((cells[at] ?? 0) < code) cells[at] = code
    }
    for (const { key, count } of this.#gramCounts.top(mostGrams)) {
      const hash = gramHash(key, this.#seed)
      write(firstGramCell(hash), codeOf(count))
      write(secondGramCell(hash), codeOf(count))
    }
    for (const { key, count } of this.#factCounts.top(mostFacts)) {
      write(firstFactCell(key), codeOf(count))
      write(secondFactCell(key), codeOf(count))
    }
    return new SiteProfile(shared)
  }
}
