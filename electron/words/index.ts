/**
 * The desktop's own words, one file a language. They are the console's languages; a page's words stand in
 * renderer/words, which the desktop does not import.
 */
import { words as de } from './de.ts'
import type { DesktopWords } from './desktop-words.ts'
import { words as en } from './en.ts'
import { words as es } from './es.ts'
import { words as fr } from './fr.ts'

export type { DesktopWords } from './desktop-words.ts'

const spoken: ReadonlyMap<string, DesktopWords> = new Map([
  ['en', en],
  ['de', de],
  ['fr', fr],
  ['es', es],
])

/** The words of the first of these locales (BCP 47) that is spoken, English where none is: as the console chooses. */
export function wordsFor(locales: readonly string[]): DesktopWords {
  for (const locale of locales) {
    const words = spoken.get(locale.toLowerCase().split('-')[0] ?? '')
    if (words) return words
  }
  return en
}
