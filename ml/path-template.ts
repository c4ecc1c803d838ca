/** Templates are no longer than this; a longer path is cut, and ends with `cut`. */
export const longestTemplate = 1_000
const cut = '…'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const apart = '[A-Za-z0-9]'
const parts = new RegExp(`(?<!${apart})\\d{4}-\\d{2}-\\d{2}(?:T\\d{2,6}Z?)?(?!${apart})|[A-Za-z0-9]+`, 'g')
/** Encoded characters stay as they are, and the braces of placeholders are not to be had by writing them. */
const pieces = /%[0-9a-f]{2}|[\w-]+|[{}]/gi

/**
 * The shape of a path: what differs from request to request stands as `{number}`, `{hex}`, `{uuid}`, `{date}` or
 * `{token}`; words, file extensions and everything else stay as they are. A brace of the path itself is doubled, so no
 * path is taken for the template of others. Takes time by the length of the path, of which it reads 1,000 characters.
 * @example pathTemplate('/user/1234/report_2026-11-21.pdf') // '/user/{number}/report_{date}.pdf'
 */
export function pathTemplate(path: string): string {
  const template = path.slice(0, longestTemplate).replace(pieces, templateOf)
  if (path.length <= longestTemplate && template.length <= longestTemplate) return template
  return template.slice(0, longestTemplate - cut.length) + cut
}

/** Whether a template stands for the beginning of a path only. */
export const isCutShort = (template: string): boolean => template.endsWith(cut)

function templateOf(piece: string): string {
  if (piece === '{' || piece === '}') return piece + piece
  if (piece.startsWith('%')) return piece
  if (uuid.test(piece)) return '{uuid}'
  if (piece.length >= 16 && isRandom(piece, 3)) return '{token}'
  return piece.replace(parts, partOf)
}

function partOf(part: string): string {
  if (/^\d+$/.test(part)) return '{number}'
  if (part.includes('-')) return '{date}'
  if (part.length >= 8 && isHex(part)) return '{hex}'
  if (part.length >= 12 && isRandom(part, 2)) return '{token}'
  // INV20261 and the like; h264 and v12 are names.
  return part.replace(/^([A-Za-z]+)\d{4,}$/, '$1{number}')
}

/** Digits and letters of one case, both of them. */
const isHex = (text: string): boolean =>
  /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(text) && /\d/.test(text) && /[a-f]/i.test(text)

/** Lower case, upper case and digits change too often for words. @param kinds how many of the three it must have */
function isRandom(text: string, kinds: 2 | 3): boolean {
  const seen = new Set<string>()
  let [changes, last, length] = [0, '', 0]
  for (const character of text) {
    const kind = kindOf(character)
    if (kind === '') continue
    if (last !== '' && kind !== last) changes++
    seen.add(kind)
    last = kind
    length++
  }
  return seen.has('digit') && seen.size >= kinds && changes * (kinds === 3 ? 4 : 5) >= length
}

function kindOf(character: string): 'lower' | 'upper' | 'digit' | '' {
  if (character >= '0' && character <= '9') return 'digit'
  if (character >= 'a' && character <= 'z') return 'lower'
  return character >= 'A' && character <= 'Z' ? 'upper' : ''
}
