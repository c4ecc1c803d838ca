import { createCipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { Mac } from './mac.ts'

/**
 * Fernet by its specification (github.com/fernet/spec): a token is urlsafe base64 with padding of
 *
 *     0x80 ‖ time, 64-bit big-endian seconds ‖ IV, 16 bytes ‖ AES-128-CBC with PKCS#7 ‖ HMAC-SHA256 over all before
 *
 * Here is the key and the sealing; `opening.ts` opens. Tokens of a log do not expire: the time is kept, not judged.
 */
export const layout = {
  version: 0x80,
  ivStart: 9,
  ciphertextStart: 25,
  blockBytes: 16,
  macBytes: 32,
} as const

/** Why a token does not open: no token at all, another version, no key signs it, broken inside, unusable key. */
export type FernetFailure = 'malformed' | 'version' | 'signature' | 'padding' | 'key'

export class FernetError extends Error {
  override readonly name = 'FernetError'
  readonly reason: FernetFailure

  constructor(reason: FernetFailure, message: string) {
    super(message)
    this.reason = reason
  }
}

/** The encryption half is a KeyObject: handing Buffers to node:crypto costs ten times as much per call. */
export interface FernetKey {
  readonly mac: Mac
  readonly encryption: KeyObject
}

/** A fresh key: 32 random bytes in urlsafe base64, 44 characters. */
export const generateKey = (): string => toUrlsafe(randomBytes(32))

/** @throws FernetError 'key' where the text is not 32 bytes of urlsafe base64 */
export function parseKey(text: string): FernetKey {
  const bytes = /^[A-Za-z0-9_-]{43}=$/.test(text) ? Buffer.from(text, 'base64url') : undefined
  if (bytes?.length !== 32) {
    throw new FernetError(
      'key',
      'The key is no Fernet key: it must be 32 bytes in urlsafe base64 (44 characters).',
    )
  }
  return { mac: new Mac(bytes.subarray(0, 16)), encryption: createSecretKey(bytes.subarray(16)) }
}

const toUrlsafe = (bytes: Buffer): string => {
  const text = bytes.toString('base64url')
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/** Seals `plain` (text as UTF-8). `timeSeconds` and `iv` are given by tests alone. */
export function seal(
  key: FernetKey,
  plain: Uint8Array | string,
  timeSeconds = Math.floor(Date.now() / 1000),
  iv: Uint8Array = randomBytes(layout.blockBytes),
): string {
  const header = Buffer.alloc(layout.ciphertextStart)
  header[0] = layout.version
  header.writeBigUInt64BE(BigInt(timeSeconds), 1)
  header.set(iv, layout.ivStart)
  const cipher = createCipheriv('aes-128-cbc', key.encryption, iv)
  const signed = Buffer.concat([header, cipher.update(plain), cipher.final()])
  return toUrlsafe(Buffer.concat([signed, key.mac.digest(signed, 0, signed.length)]))
}
