/**
 * What the console says, in each of its languages: `<language>/<room>.json`, loaded when the language is chosen.
 * README.md says how to add a page's words or a language.
 */
import './typed-keys.ts'
import { readLocalStorageValue } from '@mantine/hooks'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { addFormats } from './formats.ts'
import { isLanguage, type Language, load } from './languages.ts'

/** What Settings offers: a language, or the first of the system's that Vedette speaks. */
export type LanguageChoice = Language | 'system'

const storageKey = 'vedette-language'

/** What `useLocalStorage` needs to share the choice. Whatever is stored that is no language means the system's. */
export const storedChoice = {
  key: storageKey,
  defaultValue: 'system',
  serialize: (choice: LanguageChoice): string => choice,
  deserialize: (text: string | undefined): LanguageChoice =>
    text !== undefined && isLanguage(text) ? text : 'system',
} as const

const languageOf = (locale: string): Language | undefined => {
  const [language = ''] = locale.toLowerCase().split('-')
  return isLanguage(language) ? language : undefined
}

/**
 * The locale for a choice: the language and, where the system prefers a region of it, that region's numbers and dates.
 * `preferred` are BCP 47 tags as in `navigator.languages`. A system of other languages gets English.
 */
export function localeFor(choice: LanguageChoice, preferred: readonly string[]): string {
  const language =
    choice === 'system' ? preferred.map(languageOf).find((found) => found !== undefined) : choice
  if (language === undefined) return 'en'
  return preferred.find((locale) => languageOf(locale) === language) ?? language
}

/** Loads the words of a choice and shows the console in them. */
export async function speak(choice: LanguageChoice): Promise<void> {
  const locale = localeFor(choice, navigator.languages)
  await startWords(locale)
  document.documentElement.lang = locale
}

/** Speaks the language that was chosen before. */
export const speakAsChosen = (): Promise<void> =>
  speak(readLocalStorageValue<LanguageChoice>({ ...storedChoice, defaultValue: 'system' }))

/** Makes i18next speak a locale, its words loaded first. */
export async function startWords(locale: string): Promise<void> {
  const language = languageOf(locale) ?? 'en'
  if (!i18next.isInitialized) await initialise()
  if (!i18next.hasResourceBundle(language, 'app')) {
    const { words } = await load[language]()
    for (const [room, texts] of Object.entries(words)) i18next.addResourceBundle(language, room, texts)
  }
  await i18next.changeLanguage(locale)
}

async function initialise(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    defaultNS: 'app',
    load: 'languageOnly',
    fallbackLng: false,
    interpolation: {
      // React escapes all text; escaped twice, a log's `<` would be shown as `&lt;`.
      escapeValue: false,
      // A value is never read again: a log line that says {{x}} or $t(x) stays what it is.
      skipOnVariables: true,
    },
  })
  addFormats()
}
