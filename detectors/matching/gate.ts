import type { EventField } from '../../contract/event.ts'
import type { Signature } from '../detector.ts'
import { decodeBase64 } from '../reading/base64.ts'
import { longestRead } from '../reading/longest-read.ts'
import { parametersOf, plusIsBlank } from '../reading/pieces.ts'
import { foldCase, LiteralScanner } from './literals.ts'

/** Texts that make a reading differ from what is logged: encodings, and comments that join repeated parameters. */
const readingSigns = ['%', '\\', '/*', '*/']
const mostSeparators = 100
const plus = 0x2b
const blank = 0x20
/** Read as an entity without its semicolon, where the whole query is read. */
const bareEntity = /&(?:lt|gt|quot)/i
const base64Run = /[A-Za-z0-9+/_-]{16}/

/**
 * Makes the function that tells in one pass over a field, without taking it apart or decoding it, whether any signature
 * could match there. False means: no encoding, no sign of any signature in any part, no base64. True means look.
 * Undefined where a signature has no signs, so that every text has to be looked at.
 */
export function createGate(
  field: EventField,
  signatures: readonly Signature[],
): ((text: string) => boolean) | undefined {
  if (signatures.some(({ signs }) => signs.length === 0)) return undefined
  // An & between parameters is in no value and no name; only where the whole query is read, it counts.
  const splits =
    field === 'query' && !signatures.some(({ part, signs }) => part === 'whole' && signs.includes('&'))
  const signs = signatures.flatMap(({ signs }) => signs).filter((sign) => !(splits && sign === '&'))
  const foldPlus = (code: number): number => foldCase(plusIsBlank(field) && code === plus ? blank : code)
  const scanner = new LiteralScanner([[...signs, ...(splits ? [] : ['&']), ...readingSigns]], foldPlus)

  return (text) => {
    if (text.length > longestRead || scanner.mayHoldAny(text)) return true
    if (splits && text.includes('&') && !separates(text)) return true
    return text.length >= 16 && base64Run.test(text) && (field !== 'query' || hidesBase64(text))
  }
}

/** Whether every & begins a parameter with an ordinary name, so that no value holds one. */
function separates(text: string): boolean {
  if (bareEntity.test(text)) return false
  let count = 0
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    if (++count > mostSeparators || text.charCodeAt(at - 1) === 0x26) return false
    const equals = text.indexOf('=', at + 1)
    if (equals === -1 || !isOrdinaryName(text, at + 1, equals)) return false
  }
  return true
}

/** A letter or underscore, then up to 98 letters, digits, or characters of `_-.[]`. */
function isOrdinaryName(text: string, start: number, end: number): boolean {
  if (end === start || end - start > 99) return false
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    const isLetter = (code | 32) >= 97 && (code | 32) <= 122
    if (isLetter || code === 0x5f) continue
    const isOther = (code >= 48 && code <= 57) || code === 45 || code === 46 || code === 91 || code === 93
    if (!isOther || i === start) return false
  }
  return true
}

/** In a value, or as the whole of a query that is no parameter. */
const hidesBase64 = (query: string): boolean =>
  [query, ...parametersOf(query).map(({ value }) => value)].some(
    (text) => decodeBase64(text.replaceAll('+', ' ')) !== undefined,
  )
