import { createDecipheriv, timingSafeEqual } from 'node:crypto'
import { FernetError, type FernetFailure, type FernetKey, layout } from './fernet.ts'
import { laneCount, MacLanes } from './lanes/mac-lanes.ts'

const { version, ivStart, ciphertextStart, blockBytes, macBytes } = layout

/** A run ends before it has more tokens, or characters of them. */
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
  const opened = new Array<Opened<T>>(tokens.length)
  for (let start = 0; start < tokens.length; ) {
    let end = start
    let characters = tokens[start]?.length ?? 0
    do characters += tokens[++end]?.length ?? 0
    while (end < tokens.length && end - start < runTokens && characters <= runCharacters)
    if (end - start >= laneCount) openRun(keys, tokens, start, end, take, opened)
    else for (let i = start; i < end; i++) opened[i] = openAlone(keys, tokens[i] ?? '', take)
    start = end
  }
  return opened
}

/** A token that was found whole: its place in the list, and where it stands in the bytes. */
interface Found {
  readonly index: number
  readonly start: number
  /** of what is signed: the MAC begins here */
  readonly end: number
}

function openAlone<T>(keys: readonly FernetKey[], text: string, take: Take<T>): Opened<T> {
  const token = text.trim()
  const bytes = Buffer.from(token, 'base64url')
  const failure = shapeFailure(token, bytes, 0, bytes.length)
  if (failure) return errorOf(failure)
  const end = bytes.length - macBytes
  const key = keys.find(({ mac }) => timingSafeEqual(mac.digest(bytes, 0, end), bytes.subarray(end)))
  const opened: Opened<T>[] = []
  if (key) decryptRun(key, bytes, [{ index: 0, start: 0, end }], opened, take)
  return opened[0] ?? errorOf('signature')
}

let lanes: MacLanes | undefined

function openRun<T>(
  keys: readonly FernetKey[],
  tokens: readonly string[],
  from: number,
  to: number,
  take: Take<T>,
  opened: Opened<T>[],
): void {
  // Base64 is longer than what it stands for, so all decoded tokens fit.
  lanes ??= new MacLanes(runTokens, runCharacters)
  lanes.clear()
  const found: Found[] = []
  for (let index = from; index < to; index++) {
    const token = (tokens[index] ?? '').trim()
    const start = lanes.free
    const end = start + lanes.bytes.write(token, start, 'base64url')
    const failure = shapeFailure(token, lanes.bytes, start, end)
    if (failure) opened[index] = errorOf(failure)
    else {
      lanes.add(end - macBytes)
      found.push({ index, start, end: end - macBytes })
    }
  }
  const signers = lanes.signers(keys.map(({ mac }) => mac))
  for (const [i, key] of keys.entries()) {
    const own = found.filter((_, message) => signers[message] === i)
    if (own.length > 0) decryptRun(key, lanes.bytes, own, opened, take)
  }
  found.forEach(({ index }, message) => {
    if (signers[message] === -1) opened[index] = errorOf('signature')
  })
}

/** Takes no time where a string is kept in bytes, as V8 keeps what comes from a file. */
const beyondBytes = /[^\x00-\xff]/

/** What is wrong with a token before its MAC is looked at. */
function shapeFailure(token: string, pool: Buffer, start: number, end: number): FernetFailure | undefined {
  const padding = token.endsWith('==') ? 2 : token.endsWith('=') ? 1 : 0
  // The decoder passes over what is no base64 (then bytes are missing), takes the standard alphabet as well, and
  // looks at the low byte of a character alone.
  const isBase64 = token.length % 4 === 0 && end - start === (token.length / 4) * 3 - padding
  const isUrlsafe = !token.includes('+') && !token.includes('/') && !beyondBytes.test(token)
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
  bytes: Buffer,
  tokens: readonly Found[],
  opened: Opened<T>[],
  take: Take<T>,
): void {
  const run = Buffer.allocUnsafe(tokens.reduce((sum, { start, end }) => sum + end - start - ivStart, 0))
  let at = 0
  for (const { start, end } of tokens) at += bytes.copy(run, at, start + ivStart, end)
  const decipher = createDecipheriv('aes-128-cbc', key.encryption, Buffer.alloc(blockBytes))
  const plain = decipher.setAutoPadding(false).update(run)
  at = 0
  for (const { index, start, end } of tokens) {
    const next = at + end - start - ivStart
    const length = unpadded(plain, next)
    opened[index] = length < 0 ? errorOf('padding') : take(plain, at + blockBytes, length)
    at = next
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
