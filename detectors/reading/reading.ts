import type { DecodeStep } from '../../contract/alert.ts'
import type { View } from '../detector.ts'
import { decodeEntities } from './entities.ts'
import { decodePercent } from './percent.ts'
import { decodeScriptEscapes } from './script-escapes.ts'

/** Longer text is cut here: an attack sits well inside, and no reading may take long. */
export const longestRead = 8192
/** Layers of percent encoding undone; servers behind proxies undo two. */
const mostLayers = 4

/** A field's text with its readings, each made when first asked for. */
export interface Reading {
  readonly raw: string
  of(view: View): string
}

/**
 * The order, and why: plus and percent first because the server does; entities and script escapes next because the
 * browser or interpreter does, on what the server hands over; percent once more for what those uncovered; then the
 * full-width forms that databases and file systems fold; NUL last, because C code stops there but filters do not.
 */
const layers: readonly { readonly step: string; readonly undo: (text: string) => string }[] = [
  { step: 'percent encoding', undo: decodePercent },
  { step: 'HTML entities', undo: decodeEntities },
  { step: 'script escapes', undo: decodeScriptEscapes },
  { step: 'percent encoding', undo: decodePercent },
  {
    step: 'full-width forms',
    undo: (text) => (/[\uff01-\uff5e]/.test(text) ? text.normalize('NFKC') : text),
  },
  { step: 'NUL bytes', undo: (text) => (text.includes('\0') ? text.replaceAll('\0', '') : text) },
]

/** Every step that changed the text, in order; the last one's text is the decoded view. */
export function decodeSteps(raw: string, plusIsBlank: boolean): DecodeStep[] {
  const steps: DecodeStep[] = []
  let text = raw
  const take = (step: string, next: string) => {
    if (next === text) return
    text = next
    steps.push({ step, text })
  }
  if (plusIsBlank && text.includes('+')) take('plus signs', text.replaceAll('+', ' '))
  for (const { step, undo } of layers) {
    for (let layer = 0; layer < mostLayers; layer++) {
      const next = undo(text)
      if (next === text) break
      take(step, next)
      if (undo !== decodePercent) break
    }
  }
  return steps
}

const isPlain = (text: string): boolean => !/[%&\\\0\uff01-\uff5e]/.test(text)

const sqlComment = /\/\*!\d{0,6}|\*\/|\/\*(?:[^*]|\*(?!\/)){0,300}\*\//g
const foldSql = (text: string): string => text.replace(sqlComment, ' ').replace(/[\s\u00a0]+/g, ' ')

const foldShell = (text: string): string =>
  text
    .replace(/\$\{?IFS\}?(?:\$\d)?|\{IFS\}/g, ' ')
    .replace(/(?<=\w)(?:''|""|\\|\^|\$@|\$\*)(?=\w)/g, '')
    .replace(/(?<=[\w/])['"](\w{1,3})['"](?=[\w/]|$)/g, '$1')

export function readText(text: string, plusIsBlank: boolean): Reading {
  const raw = text.length > longestRead ? text.slice(0, longestRead) : text
  let decoded: string | undefined
  let sql: string | undefined
  let shell: string | undefined
  const decode = (): string => {
    decoded ??= isPlain(raw)
      ? plusIsBlank
        ? raw.replaceAll('+', ' ')
        : raw
      : (decodeSteps(raw, plusIsBlank).at(-1)?.text ?? raw)
    return decoded
  }
  return {
    raw,
    of(view) {
      switch (view) {
        case 'raw':
          return raw
        case 'decoded':
          return decode()
        case 'sql':
          sql ??= foldSql(decode())
          return sql
        case 'shell':
          shell ??= foldShell(decode())
          return shell
      }
    },
  }
}
