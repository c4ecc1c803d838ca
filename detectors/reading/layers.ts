import type { DecodeStep } from '../../contract/alert.ts'
import { decodeEntities } from './entities.ts'
import { decodePercent } from './percent.ts'
import { decodeScriptEscapes } from './script-escapes.ts'

/** Rounds over all layers. Servers behind proxies undo two; who encodes more often than four times reaches nobody. */
const mostRounds = 4

const fullWidth = /[\uff01-\uff5e]/

/**
 * The order, and why: percent first because the server does; entities and script escapes next because the browser or
 * the interpreter does, on what the server hands over; then the full-width forms that databases and file systems fold.
 * Rounds go on until nothing changes, so that percent signs uncovered by an entity are undone too.
 */
const layers: readonly { readonly step: string; readonly undo: (text: string) => string }[] = [
  { step: 'percent encoding', undo: decodePercent },
  { step: 'HTML entities', undo: decodeEntities },
  { step: 'script escapes', undo: decodeScriptEscapes },
  { step: 'full-width forms', undo: (text) => (fullWidth.test(text) ? text.normalize('NFKC') : text) },
]

const encoded = /[%&\\\uff01-\uff5e]/

/** Every encoding undone: the decoded view. Of text without any sign of encoding this is the text itself. */
export function decode(raw: string, plusIsBlank: boolean): string {
  let text = plusIsBlank && raw.includes('+') ? raw.replaceAll('+', ' ') : raw
  for (let round = 0; round < mostRounds && encoded.test(text); round++) {
    const before = text
    for (const { undo } of layers) text = undo(text)
    if (text === before) break
  }
  return text
}

/** Every step that changed the text, in order; the last one's text is the decoded view. For the alert panel. */
export function decodeSteps(raw: string, plusIsBlank: boolean): DecodeStep[] {
  const steps: DecodeStep[] = []
  let text = raw
  const take = (step: string, next: string): void => {
    if (next === text) return
    text = next
    steps.push({ step, text })
  }
  if (plusIsBlank) take('plus signs', text.replaceAll('+', ' '))
  for (let round = 0; round < mostRounds; round++) {
    const before = text
    for (const { step, undo } of layers) take(step, undo(text))
    if (text === before) break
  }
  return steps
}
