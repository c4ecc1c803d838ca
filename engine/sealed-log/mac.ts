import { hash } from 'node:crypto'

const blockBytes = 64
const digestBytes = 32

/**
 * HMAC-SHA256 (RFC 2104) with one key, for many messages: H(key⊕opad ‖ H(key⊕ipad ‖ message)) as two one-shot
 * hashes over buffers in which the padded key stands already. An Hmac object of node:crypto takes three times as
 * long to set up as it takes to hash a log line.
 */
export class Mac {
  #inner: Buffer
  readonly #outer: Buffer
  readonly #digest = Buffer.alloc(digestBytes)

  /** @param key at most 64 bytes; Fernet's has 16 */
  constructor(key: Uint8Array) {
    this.#inner = padded(key, 0x36, 4096)
    this.#outer = padded(key, 0x5c, digestBytes)
  }

  /** The digest of `source[start, end)`. The buffer answered is the Mac's own: it holds until the next call. */
  digest(source: Buffer, start: number, end: number): Buffer {
    const length = blockBytes + end - start
    if (length > this.#inner.length) this.#grow(length)
    source.copy(this.#inner, blockBytes, start, end)
    this.#outer.write(hash('sha256', this.#inner.subarray(0, length), 'binary'), blockBytes, 'binary')
    this.#digest.write(hash('sha256', this.#outer, 'binary'), 'binary')
    return this.#digest
  }

  #grow(length: number): void {
    const inner = Buffer.alloc(length * 2)
    this.#inner.copy(inner, 0, 0, blockBytes)
    this.#inner = inner
  }
}

function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const block = Buffer.alloc(blockBytes + room).fill(pad, 0, blockBytes)
  key.forEach((byte, i) => {
    block[i] = byte ^ pad
  })
  return block
}
