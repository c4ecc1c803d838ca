import type { Signature, Span } from '../detector.ts'
import { leavesOf } from '../reading/json.ts'
import { analyseSql, type SqlSign } from './analyse.ts'

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
    find: (text) => spanIn(text, sign),
  }
}

function spanIn(text: string, sign: SqlSign): Span | undefined {
  const leaves = leavesOf(text)
  if (!leaves) return analyseSql(text).get(sign)
  for (const leaf of leaves) {
    if (!analyseSql(leaf).has(sign)) continue
    const at = text.indexOf(leaf)
    return at === -1 ? { start: 0, end: text.length } : { start: at, end: at + leaf.length }
  }
  return undefined
}
