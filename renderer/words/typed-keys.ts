import 'i18next'
import type { Words } from './languages.ts'

// A key that no English file holds does not compile. Its placeholders are strings of a JSON file, which the compiler
// does not read: test/house/words.test.ts checks that every call gives them.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: Words
    strictKeyChecks: true
  }
}
