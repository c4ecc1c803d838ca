import type { Signature, Span } from '../detector.ts'
import { leavesOf } from '../reading/json.ts'
import { analyseSql, type SqlSign, type SqlSigns } from './analyse.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const

/** Texts of which SQL that leaves its place holds one: what ends a value, or a word that goes on. */
const openings = [
  '=or ',
  '=and ',
  ' or',
  'or 1',
  'or x',
  'and 1',
  ' and(',
  ' or(',
  "'",
  '"',
  '`',
  ' or ',
  ' and ',
  '||',
  '&&',
  '/*',
  '--',
  '#',
  '(select',
  '\\n',
  'or(',
  'and(',
  ')or',
  ')and',
  '1or',
  '1and',
  'xor',
]
const keywords = [
  'union',
  'select',
  'having',
  'order by',
  'group by',
  'insert',
  'update',
  'delete',
  'drop',
  'exec',
  'declare',
  'waitfor',
  'shutdown',
  'create',
  'alter',
  'truncate',
  'grant',
  'merge',
  'begin',
  'attach',
  'copy ',
  'set ',
  'call ',
  'do ',
  'pragma',
  'handler',
  'rename',
  'limit',
  'procedure',
  'between',
  'like',
  ' where ',
  'regexp',
  'case',
  ' is ',
  ' in ',
  ' in(',
  'into',
]

/** A signature over the shape that `sql/` sees. In JSON each text is judged for itself, without JSON's own quotes. */
export function shape(
  sign: SqlSign,
  structure: string,
  signature: Omit<Signature, 'view' | 'patterns' | 'structure' | 'find' | 'fields' | 'signs'> & {
    signs?: readonly string[]
  },
): Signature {
  return {
    fields: everywhere,
    signs: [...openings, ...keywords],
    ...signature,
    view: 'decoded',
    structure,
    find: (text) => signsIn(text).get(sign),
  }
}

let lastText: string | undefined
let lastSigns: SqlSigns = new Map()

/** The signs of a text, or of all the texts inside it. The last answer is kept because each signature asks for it. */
function signsIn(text: string): SqlSigns {
  if (text === lastText) return lastSigns
  lastText = text
  const parts = leavesOf(text) ?? partsOfAddress(text)
  lastSigns = parts ? signsOfParts(text, parts) : analyseSql(text)
  return lastSigns
}

function signsOfParts(text: string, parts: readonly string[]): SqlSigns {
  const signs = new Map<SqlSign, Span>()
  for (const part of parts) {
    const at = text.indexOf(part)
    const span = at === -1 ? { start: 0, end: text.length } : { start: at, end: at + part.length }
    // A query as a text of JSON is data of a tracer or an editor.
    for (const sign of analyseSql(part).keys())
      if (sign !== 'whole-query' && !signs.has(sign)) signs.set(sign, span)
  }
  return signs
}

/** The path and the parameters' values of an address with a query, as trackers and redirects carry them. */
function partsOfAddress(text: string): readonly string[] | undefined {
  if (!/^https?:\/\/[^?\s]+\?/i.test(text)) return undefined
  return text.split(/[?&]/).map((part, i) => (i === 0 ? part : part.slice(part.indexOf('=') + 1)))
}
