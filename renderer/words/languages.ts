import type { words as english } from './en/index.ts'

/** The rooms' texts, one JSON file a room: English says which there are. */
export type Words = typeof english

/** The languages of the console, each by the name its speakers give it. */
export const languages = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' } as const
export type Language = keyof typeof languages
export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text)

/** Brings a language's texts; a key that English has and another language has not is a type error here. */
export const load: Record<Language, () => Promise<{ words: Words }>> = {
  en: () => import('./en/index.ts'),
  de: () => import('./de/index.ts'),
  fr: () => import('./fr/index.ts'),
  es: () => import('./es/index.ts'),
}
