import type { Mac } from '../mac.ts'
import { initialState, Lanes } from './lanes.ts'

const wordBytes = 4
const blockBytes = 64
const digestBytes = 32
const digestWords = digestBytes / wordBytes
/** Fewer messages are not worth it. */
export const laneCount = 4

const state = Lanes.free
const stateStart = state / wordBytes
const stateWords = digestWords * laneCount
/** A block for each lane, in which the inner digest is hashed. */
const outer = state + stateWords * wordBytes
const key = outer + laneCount * blockBytes
const firstMessage = key + blockBytes

/** Blocks of a message, the one bit behind it and its length in 64 bits included. */
const blocksOf = (length: number): number => Math.floor((length + 8) / blockBytes) + 1

/** The lanes' state when the key is hashed: where messages go on, and where their digests do. */
interface KeyedState {
  readonly inner: Int32Array
  readonly outer: Int32Array
}

/**
 * Tells who signed messages: HMAC-SHA256, four messages of as many blocks at a time. Those that find no three others
 * are hashed one by one.
 */
export class MacLanes {
  /** where messages are put, each at `free` */
  readonly bytes: Buffer
  readonly #lanes: Lanes
  readonly #words: Int32Array
  readonly #view: DataView
  readonly #keyed = new WeakMap<Mac, KeyedState>()
  readonly #starts: Int32Array
  readonly #ends: Int32Array
  /** what stood behind each message, in words: what the state is compared with */
  readonly #digests: Int32Array
  #count = 0
  #free = firstMessage

  /** @param most messages at a time @param size bytes of all of them together with their digests */
  constructor(most: number, size: number) {
    this.#lanes = new Lanes(firstMessage + size + (most + 1) * 2 * blockBytes)
    this.bytes = this.#lanes.bytes
    this.#words = this.#lanes.words
    this.#view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length)
    this.#starts = new Int32Array(most)
    this.#ends = new Int32Array(most)
    this.#digests = new Int32Array(most * digestWords)
    for (let block = outer; block < key; block += blockBytes) {
      this.#view.setUint8(block + digestBytes, 0x80)
      this.#view.setInt32(block + blockBytes - wordBytes, 8 * (blockBytes + digestBytes))
    }
  }

  /** Where the next message is to be put. */
  get free(): number {
    return this.#free
  }

  clear(): void {
    this.#count = 0
    this.#free = firstMessage
  }

  /**
   * Takes the message that was put at `free` and ends at `end`, with a digest behind it. The digest is put aside: SHA-256
   * fills the message up to whole blocks where it stands.
   */
  add(end: number): void {
    const message = this.#count++
    const start = this.#free
    this.#starts[message] = start
    this.#ends[message] = end
    for (let i = 0; i < digestWords; i++) {
      this.#digests[message * digestWords + i] = this.#view.getInt32(end + i * wordBytes)
    }
    const next = start + blocksOf(end - start) * blockBytes
    this.bytes[end] = 0x80
    for (let i = end + 1; i < next; i++) this.bytes[i] = 0
    this.#view.setInt32(next - wordBytes, 8 * (blockBytes + end - start))
    this.#free = next
  }

  /** For each message the index of the first key that signed it, -1 where none did. */
  signers(macs: readonly Mac[]): Int32Array {
    const signers = new Int32Array(this.#count).fill(-1)
    for (const [index, mac] of macs.entries()) this.#sign(mac, index, signers)
    return signers
  }

  #sign(mac: Mac, index: number, signers: Int32Array): void {
    const groups = new Map<number, number[]>()
    for (let message = 0; message < this.#count; message++) {
      if (signers[message] !== -1) continue
      const blocks = blocksOf((this.#ends[message] ?? 0) - (this.#starts[message] ?? 0))
      const group = groups.get(blocks)
      if (!group) groups.set(blocks, [message])
      else if (group.push(message) === laneCount) {
        this.#digestFour(mac, group, blocks)
        for (const [lane, signed] of group.entries())
          if (this.#isDigest(signed, lane)) signers[signed] = index
        group.length = 0
      }
    }
    for (const group of groups.values()) {
      for (const message of group) if (this.#isSignedBy(mac, message)) signers[message] = index
    }
  }

  /** Leaves the digests of four messages in the state. */
  #digestFour(mac: Mac, messages: readonly number[], blocks: number): void {
    const keyed = this.#keyed.get(mac) ?? this.#hashKey(mac)
    const [a, b, c, d] = messages
    const start = (message = 0): number => this.#starts[message] ?? 0
    this.#words.set(keyed.inner, stateStart)
    this.#lanes.compress(state, start(a), start(b), start(c), start(d), blocks)
    for (let lane = 0; lane < laneCount; lane++) {
      const block = outer + lane * blockBytes
      for (let i = 0; i < digestWords; i++) this.#view.setInt32(block + i * wordBytes, this.#stateOf(i, lane))
    }
    this.#words.set(keyed.outer, stateStart)
    const second = outer + blockBytes
    this.#lanes.compress(state, outer, second, second + blockBytes, second + 2 * blockBytes, 1)
  }

  #stateOf(word: number, lane: number): number {
    return this.#words[stateStart + word * laneCount + lane] ?? 0
  }

  /** Whether the state of a lane is the digest of a message. Takes as long for each that is not. */
  #isDigest(message: number, lane: number): boolean {
    let difference = 0
    for (let i = 0; i < digestWords; i++)
      difference |= (this.#digests[message * digestWords + i] ?? 0) ^ this.#stateOf(i, lane)
    return difference === 0
  }

  #isSignedBy(mac: Mac, message: number): boolean {
    const digest = mac.digest(this.bytes, this.#starts[message] ?? 0, this.#ends[message] ?? 0)
    let difference = 0
    for (let i = 0; i < digestWords; i++)
      difference |= (this.#digests[message * digestWords + i] ?? 0) ^ digest.readInt32BE(i * wordBytes)
    return difference === 0
  }

  #hashKey(mac: Mac): KeyedState {
    const keyed = { inner: this.#stateBehind(mac.innerBlock), outer: this.#stateBehind(mac.outerBlock) }
    this.#keyed.set(mac, keyed)
    return keyed
  }

  /** The state when one block is hashed, the same in all lanes. */
  #stateBehind(block: Uint8Array): Int32Array {
    for (const [i, word] of initialState.entries()) {
      this.#words.fill(word, stateStart + i * laneCount, stateStart + (i + 1) * laneCount)
    }
    this.bytes.set(block, key)
    this.#lanes.compress(state, key, key, key, key, 1)
    this.bytes.fill(0, key, key + blockBytes)
    return this.#words.slice(stateStart, stateStart + stateWords)
  }
}
