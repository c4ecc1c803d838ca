import type { LogEvent } from '../contract/event.ts'
import { extractHistoryFeatures } from './history-features.ts'
import { createRead, readTarget } from './profile/grams.ts'
import type { SiteProfile } from './profile/index.ts'

const longestRead = 8192
const [question, percent, ampersand, equals, dot] = [63, 37, 38, 61, 46]

/** What a character counts as, several at once: a bit each, added up by shifting. */
const sign = { special: 1, digit: 2, upper: 4, suspicious: 8, odd: 16, breaks: 32 } as const
const ascii = 127

/** Bits of `sign` by character code; all that is not ASCII is special and odd in a name. */
const signs = new Uint8Array(ascii + 1)
for (let code = 0; code <= ascii; code++) {
  const text = String.fromCharCode(code)
  if (/[0-9]/.test(text)) signs[code] = sign.digit
  else if (/[A-Z]/.test(text)) signs[code] = sign.upper
  else if (!/[a-z/_.-]/.test(text)) signs[code] = sign.special
  if (!/[\w.$[\]-]/.test(text)) signs[code] = (signs[code] ?? 0) | sign.odd
  // Syntax of other languages.
  if (/["'<>`{|}\\\0\n\r]/.test(text)) signs[code] = (signs[code] ?? 0) | sign.suspicious
  if (/[?%&=.]/.test(text)) signs[code] = (signs[code] ?? 0) | sign.breaks
}
const beyondAscii = sign.special | sign.odd

/** n·log2(n), and its step from n to n + 1: entropy is summed while characters are counted. */
const entropySteps = new Float64Array(longestRead)
for (let n = 1, before = 0; n <= longestRead; n++) {
  const now = n * Math.log2(n)
  entropySteps[n - 1] = now - before
  before = now
}
const logs = Float64Array.from({ length: longestRead + 2 }, (_, n) => Math.log2(n))
const counts = new Uint16Array(256)

/** The model knows requests; logins of sshd have no target. */
export const isScorable = (event: LogEvent): boolean => event.kind === 'http' && event.target !== undefined

const log = (count: number, limit: number): number => Math.min(logs[count + 1] ?? limit, limit)

function hex(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 65 && code <= 70) return code - 55
  return code >= 97 && code <= 102 ? code - 87 : -1
}

/**
 * Writes the features of a request into `out` from `offset` on: `features.length` numbers, none negative. What compares
 * with the history of the site is 0 where the profile is empty.
 */
export function extractFeatures(
  event: LogEvent,
  profile: SiteProfile,
  out: Float32Array,
  offset: number,
): void {
  readTarget(event.target ?? '', read)
  extractOwnFeatures(event, out, offset)
  extractHistoryFeatures(event, read, profile, out, offset + ownFeatures)
}

/** Features that a request has by itself: they come first. */
export const ownFeatures = 14
const read = createRead()

function extractOwnFeatures(event: LogEvent, out: Float32Array, offset: number): void {
  const text = event.target ?? ''
  const length = Math.min(text.length, longestRead)
  counts.fill(0)
  let [special, digits, upper, encoded, suspicious] = [0, 0, 0, 0, 0]
  let [longest, valueStart, runStart, longestRun, last] = [0, -1, 0, 1, -1]
  let [nameCharacters, oddCharacters, sum] = [0, 0, 0]
  let isName = false
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    const is = code <= ascii ? (signs[code] ?? 0) : beyondAscii
    const seen = counts[code & 255] ?? 0
    counts[code & 255] = seen + 1
    sum += entropySteps[seen] ?? 0
    if (code !== last) {
      if (i - runStart > longestRun) longestRun = i - runStart
      runStart = i
      last = code
    }
    special += is & 1
    digits += (is >> 1) & 1
    upper += (is >> 2) & 1
    suspicious += (is >> 3) & 1
    if ((is & sign.breaks) !== 0) {
      if (code === dot) {
        if (text.charCodeAt(i + 1) === dot) suspicious++
      } else if (code === percent) {
        const high = hex(text.charCodeAt(i + 1))
        const low = hex(text.charCodeAt(i + 2))
        if (high >= 0 && low >= 0) {
          encoded++
          const byte = high * 16 + low
          if (((signs[byte] ?? 0) & sign.suspicious) !== 0) suspicious++
        }
      } else if (code === equals ? isName : code === question ? valueStart === -1 : valueStart !== -1) {
        if (code === ampersand) longest = Math.max(longest, i - valueStart)
        isName = code !== equals
        valueStart = i + 1
        continue
      }
    }
    if (isName) {
      nameCharacters++
      if ((is & sign.odd) !== 0) oddCharacters++
    }
  }
  if (length - runStart > longestRun) longestRun = length - runStart
  if (valueStart !== -1) longest = Math.max(longest, length - valueStart)
  const per = length === 0 ? 0 : 1 / length
  out[offset] = log(length, 14)
  // log2(n) - (1/n)·Σ c·log2(c) is Shannon's sum, made while counting.
  out[offset + 1] = length === 0 ? 0 : Math.max(0, (logs[length] ?? 0) - sum * per)
  out[offset + 2] = special * per
  out[offset + 3] = digits * per
  out[offset + 4] = upper * per
  out[offset + 5] = log(encoded, 12)
  out[offset + 6] = log(longest, 14)
  out[offset + 7] = log(suspicious, 10)
  out[offset + 8] = Math.min(logs[longestRun] ?? 0, 13)
  out[offset + 9] = Math.min(Math.max(0, Math.floor((event.status ?? 0) / 100)), 9)
  out[offset + 10] = methodClass(event.method)
  out[offset + 11] = nameCharacters === 0 ? 0 : oddCharacters / nameCharacters
  out[offset + 12] = Math.min(read.kinds, 26)
  out[offset + 13] = log(read.joints, 10)
}

function methodClass(method: string | undefined): number {
  if (method === undefined) return 3
  if (method === 'GET' || method === 'HEAD') return 0
  return method === 'POST' ? 1 : 2
}
