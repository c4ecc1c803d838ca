import { createDecipheriv } from 'node:crypto'
import { FernetError, type FernetFailure, type FernetKey, layout } from './fernet.ts'

const { version, ivStart, ciphertextStart, blockBytes, macBytes } = layout

/** A run ends after this many tokens, or characters of them. */
const runTokens = 256
const runCharacters = 1024 * 1024

export type Opened<T> = T | FernetError

/** Takes `bytes[start, end)`, the plain text of one token among others. */
export type Take<T> = (bytes: Buffer, start: number, end: number) => T

/**
 * Opens tokens in runs, order kept; what does not open is its error in place. Never throws. Each MAC is checked, in
 * constant time, before anything of its token is decrypted; the tokens of a run that one key signed are then
 * decrypted together.
 */
export function openTokens<T>(
  keys: readonly FernetKey[],
  tokens: readonly string[],
  take: Take<T>,
): Opened<T>[] {
  const opened: Opened<T>[] = []
  for (let start = 0; start < tokens.length; ) {
    let characters = 0
    let end = start
    while (end < tokens.length && end - start < runTokens && characters < runCharacters) {
      characters += tokens[end++]?.length ?? 0
    }
    opened.push(...openRun(keys, tokens.slice(start, end), characters, take))
    start = end
  }
  return opened
}

interface Signed {
  readonly index: number
  /** of IV ‖ ciphertext in the pool of decoded bytes */
  readonly start: number
  readonly end: number
}

function openRun<T>(
  keys: readonly FernetKey[],
  tokens: readonly string[],
  characters: number,
  take: Take<T>,
): Opened<T>[] {
  // Base64 is longer than what it stands for, so all decoded tokens fit.
  const pool = Buffer.allocUnsafe(characters)
  const opened = new Array<Opened<T>>(tokens.length)
  const signedBy = new Map<FernetKey, Signed[]>()
  let start = 0
  tokens.forEach((text, index) => {
    const token = text.trim()
    const end = start + pool.write(token, start, 'base64url')
    const failure = shapeFailure(token, pool, start, end)
    const key = failure
      ? undefined
      : keys.find(({ mac }) => mac.isFollowedByDigest(pool, start, end - macBytes))
    if (key) {
      const part = { index, start: start + ivStart, end: end - macBytes }
      const parts = signedBy.get(key)
      if (parts) parts.push(part)
      else signedBy.set(key, [part])
      start = end
    } else {
      opened[index] = errorOf(failure ?? 'signature')
    }
  })
  for (const [key, parts] of signedBy) decryptRun(key, pool, parts, opened, take)
  return opened
}

/** What is wrong with a token before its MAC is looked at. */
function shapeFailure(token: string, pool: Buffer, start: number, end: number): FernetFailure | undefined {
  const padding = token.endsWith('==') ? 2 : token.endsWith('=') ? 1 : 0
  // The decoder passes over what is no base64 (then bytes are missing), takes the standard alphabet as well, and
  // looks at the low byte of a character alone.
  const isBase64 = token.length % 4 === 0 && end - start === (token.length / 4) * 3 - padding
  const isUrlsafe = !token.includes('+') && !token.includes('/') && Buffer.byteLength(token) === token.length
  if (!isBase64 || !isUrlsafe) return 'malformed'
  const ciphertextBytes = end - start - ciphertextStart - macBytes
  if (ciphertextBytes < 0) return 'malformed'
  if (pool[start] !== version) return 'version'
  return ciphertextBytes === 0 || ciphertextBytes % blockBytes !== 0 ? 'malformed' : undefined
}

/**
 * Decrypts what one key signed in one CBC run: IV ‖ ciphertext of all, one after the other. An IV decrypts to a block
 * of noise that is passed over; the first block of a ciphertext is chained to its own IV before it, so all else is
 * exact.
 */
function decryptRun<T>(
  key: FernetKey,
  pool: Buffer,
  parts: readonly Signed[],
  opened: Opened<T>[],
  take: Take<T>,
): void {
  const run = Buffer.allocUnsafe(parts.reduce((sum, { start, end }) => sum + end - start, 0))
  let at = 0
  for (const { start, end } of parts) at += pool.copy(run, at, start, end)
  const decipher = createDecipheriv('aes-128-cbc', key.encryption, Buffer.alloc(blockBytes))
  const plain = decipher.setAutoPadding(false).update(run)
  at = 0
  for (const { index, start, end } of parts) {
    const length = unpadded(plain, at + end - start)
    opened[index] = length < 0 ? errorOf('padding') : take(plain, at + blockBytes, length)
    at += end - start
  }
}

/** Where the text ends whose PKCS#7 padding ends at `end`; below zero where the padding is broken. */
function unpadded(bytes: Buffer, end: number): number {
  const count = bytes[end - 1] ?? 0
  if (count === 0 || count > blockBytes) return -1
  for (let i = end - count; i < end; i++) if (bytes[i] !== count) return -1
  return end - count
}

/** What to tell a person about a token that does not open. */
export const failureSentences: Readonly<Record<FernetFailure, string>> = {
  malformed: 'The token is no Fernet token: it is cut, or not urlsafe base64 with padding.',
  version: 'The token is no Fernet token: it does not begin with the version byte 0x80.',
  signature: 'No key opens the token: it is sealed with another key, or tampered with.',
  padding: 'The token is signed by the key, but its padding is broken.',
  key: 'The key is unusable.',
}

const errorOf = (failure: FernetFailure): FernetError => new FernetError(failure, failureSentences[failure])
