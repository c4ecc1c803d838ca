import { hash } from 'node:crypto'

const blockBytes = 64
const digestBytes = 32
const viewsKept = 256

/**
 * HMAC-SHA256 (RFC 2104) with one key, for many messages: H(key⊕opad ‖ H(key⊕ipad ‖ message)) as two one-shot
 * hashes over buffers in which the padded key stands already. An Hmac object of node:crypto takes three times as
 * long to set up as it takes to hash a log line.
 */
export class Mac {
  #inner: Buffer
  readonly #views = new Map<number, Buffer>()
  readonly #outer: Buffer
  readonly #digest = Buffer.alloc(digestBytes)

  /** @param key at most 64 bytes; Fernet's has 16 */
  constructor(key: Uint8Array) {
    this.#inner = padded(key, 0x36, 4096)
    this.#outer = padded(key, 0x5c, digestBytes)
  }

  /** The digest of `source[start, end)`. The buffer answered is the Mac's own: it holds until the next call. */
  digest(source: Buffer, start: number, end: number): Buffer {
    this.#digest.write(this.#digestOf(source, start, end), 'binary')
    return this.#digest
  }

  /** Whether the 32 bytes behind `source[start, end)` are its digest. Takes as long for each that are not. */
  isFollowedByDigest(source: Buffer, start: number, end: number): boolean {
    const digest = this.#digestOf(source, start, end)
    let difference = source.length < end + digestBytes ? 1 : 0
    for (let i = 0; i < digestBytes; i++) difference |= digest.charCodeAt(i) ^ (source[end + i] ?? 0)
    return difference === 0
  }

  /** As characters that stand for bytes. */
  #digestOf(source: Buffer, start: number, end: number): string {
    const length = blockBytes + end - start
    if (length > this.#inner.length) this.#grow(length)
    source.copy(this.#inner, blockBytes, start, end)
    this.#outer.write(hash('sha256', this.#innerTo(length), 'binary'), blockBytes, 'binary')
    return hash('sha256', this.#outer, 'binary')
  }

  /** The beginning of the inner buffer. Tokens have few lengths, and a view takes a tenth as long to find as to make. */
  #innerTo(length: number): Buffer {
    const known = this.#views.get(length)
    if (known) return known
    const view = this.#inner.subarray(0, length)
    if (this.#views.size < viewsKept) this.#views.set(length, view)
    return view
  }

  #grow(length: number): void {
    const inner = Buffer.alloc(length * 2)
    this.#inner.copy(inner, 0, 0, blockBytes)
    this.#inner = inner
    this.#views.clear()
  }
}

function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const block = Buffer.alloc(blockBytes + room).fill(pad, 0, blockBytes)
  key.forEach((byte, i) => {
    block[i] = byte ^ pad
  })
  return block
}
