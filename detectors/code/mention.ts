import type { Span } from '../detector.ts'

const mostWords = 40
/** A word of prose, a number, a price, a `label:value` of a search; nothing a server would run. */
const plain = /^[(["'#$£€]?[a-z0-9\u00c0-\uffff][\w\u00c0-\uffff.,:!?'’%+-]*[)\]"']?$/i
const letters = /^[[("'#]?[a-z\u00c0-\uffff]{2}/i
/** Words of code that read like prose. */
const keyword = /^(?:new|import|return|throw|def|var|let|const|echo|print|eval|exec)$/i
const dash = /^[-–&+]$/

/**
 * Does a match stand among plain words, as in a search or a headline ("phpinfo() memory limit")? Code with words around
 * it does not run, so this is talk about it.
 */
export function isMention(text: string, { start, end }: Span): boolean {
  const before = text.slice(0, lastBlank(text, start))
  const after = text.slice(nextBlank(text, end))
  const words = `${before} ${after}`.split(/\s/).filter((word) => word !== '')
  if (words.length === 0 || words.length > mostWords) return false
  return (
    words.every((word) => (plain.test(word) && !keyword.test(word)) || dash.test(word)) &&
    words.some((word) => letters.test(word))
  )
}

function lastBlank(text: string, at: number): number {
  let i = at
  while (i > 0 && !isBlank(text, i - 1)) i--
  return i
}

function nextBlank(text: string, at: number): number {
  let i = at
  while (i < text.length && !isBlank(text, i)) i++
  return i
}

const isBlank = (text: string, at: number): boolean => text.charCodeAt(at) <= 32
