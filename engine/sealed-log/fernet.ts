import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * Fernet by its specification (github.com/fernet/spec): version 0x80, 64-bit big-endian seconds, 16 bytes of IV,
 * AES-128-CBC with PKCS#7, HMAC-SHA256 over all before it, urlsafe base64 with padding. The MAC is compared in
 * constant time and checked before anything is decrypted.
 */
const version = 0x80
const headerBytes = 1 + 8 + 16
const macBytes = 32
const blockBytes = 16
const urlsafeBase64 = /^[A-Za-z0-9_-]+={0,2}$/

export type FernetFailure = 'malformed' | 'version' | 'signature' | 'padding' | 'key'

export class FernetError extends Error {
  override readonly name = 'FernetError'
  readonly reason: FernetFailure

  constructor(reason: FernetFailure, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Both halves of a key as KeyObjects: handing Buffers to node:crypto costs ten times as much per call. */
export interface FernetKey {
  readonly signing: KeyObject
  readonly encryption: KeyObject
}

/** A fresh key: 32 random bytes in urlsafe base64, 44 characters. */
export const generateKey = (): string => toUrlsafe(randomBytes(32))

/** @throws FernetError 'key' where the text is not 32 bytes of urlsafe base64 */
export function parseKey(text: string): FernetKey {
  const bytes = urlsafeBase64.test(text) && text.length === 44 ? Buffer.from(text, 'base64url') : undefined
  if (bytes?.length !== 32) {
    throw new FernetError(
      'key',
      'The key is no Fernet key: it must be 32 bytes in urlsafe base64 (44 characters).',
    )
  }
  return { signing: createSecretKey(bytes.subarray(0, 16)), encryption: createSecretKey(bytes.subarray(16)) }
}

const toUrlsafe = (bytes: Buffer): string => {
  const text = bytes.toString('base64url')
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/** Seals `plain`. `timeSeconds` and `iv` are given by tests alone. */
export function seal(
  key: FernetKey,
  plain: Uint8Array | string,
  timeSeconds = Math.floor(Date.now() / 1000),
  iv: Uint8Array = randomBytes(16),
): string {
  const header = Buffer.alloc(headerBytes)
  header[0] = version
  header.writeBigUInt64BE(BigInt(timeSeconds), 1)
  header.set(iv, 9)
  const cipher = createCipheriv('aes-128-cbc', key.encryption, iv)
  const body = Buffer.concat([header, cipher.update(plain), cipher.final()])
  return toUrlsafe(Buffer.concat([body, createHmac('sha256', key.signing).update(body).digest()]))
}

/** A token cut into its parts, shape checked, MAC not yet. */
export interface RawToken {
  readonly signed: Buffer
  readonly iv: Buffer
  readonly ciphertext: Buffer
  readonly mac: Buffer
}

/** @throws FernetError 'malformed' or 'version' */
export function decodeToken(token: string): RawToken {
  if (token.length % 4 !== 0 || !urlsafeBase64.test(token)) {
    throw new FernetError('malformed', 'The token is not urlsafe base64 with padding.')
  }
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length < headerBytes + macBytes) throw new FernetError('malformed', 'The token is too short.')
  if (bytes[0] !== version)
    throw new FernetError('version', 'The token does not begin with the version byte 0x80.')
  const end = bytes.length - macBytes
  const ciphertext = bytes.subarray(headerBytes, end)
  if (ciphertext.length === 0 || ciphertext.length % blockBytes !== 0) {
    throw new FernetError('malformed', 'The token does not hold whole AES blocks.')
  }
  return {
    signed: bytes.subarray(0, end),
    iv: bytes.subarray(9, headerBytes),
    ciphertext,
    mac: bytes.subarray(end),
  }
}

export const isSignedBy = (key: FernetKey, token: RawToken): boolean =>
  timingSafeEqual(createHmac('sha256', key.signing).update(token.signed).digest(), token.mac)

/** Decrypts one token whose MAC was checked. @throws FernetError 'padding' */
export function decrypt(key: FernetKey, token: RawToken): Buffer {
  const decipher = createDecipheriv('aes-128-cbc', key.encryption, token.iv)
  try {
    return Buffer.concat([decipher.update(token.ciphertext), decipher.final()])
  } catch {
    throw new FernetError('padding', 'The padding of the token is broken.')
  }
}

/**
 * Decrypts many tokens of one key in one CBC run: IV‖ciphertext of all, one after the other. Each IV decrypts to a
 * block of noise that is dropped; the first ciphertext block of a token is chained to its own IV, so all else is
 * exact. A token with broken padding gives its error in place.
 */
export function decryptMany(key: FernetKey, tokens: readonly RawToken[]): (Buffer | FernetError)[] {
  const decipher = createDecipheriv('aes-128-cbc', key.encryption, Buffer.alloc(blockBytes))
  decipher.setAutoPadding(false)
  const run = decipher.update(Buffer.concat(tokens.flatMap(({ iv, ciphertext }) => [iv, ciphertext])))
  let at = 0
  return tokens.map(({ ciphertext }) => {
    const start = at + blockBytes
    at = start + ciphertext.length
    return unpad(run.subarray(start, at))
  })
}

function unpad(block: Buffer): Buffer | FernetError {
  const count = block[block.length - 1] ?? 0
  const broken = new FernetError('padding', 'The padding of the token is broken.')
  if (count === 0 || count > blockBytes) return broken
  for (let i = block.length - count; i < block.length; i++) if (block[i] !== count) return broken
  return block.subarray(0, block.length - count)
}
