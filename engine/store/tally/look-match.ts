import type { AlertValues } from '../../../contract/filter.ts'
import type { Database } from '../database.ts'
import { oneOf, statusCondition, textIn } from '../filter-sql.ts'
import { answerColumns } from './answers.ts'
import { Dictionary } from './dictionary.ts'
import { kindOf, words } from './entries.ts'
import type { Look } from './look.ts'
import { phraseWords } from './pack.ts'

/** A condition by the dictionaries that answer it: it holds where one of them does. */
interface Test {
  readonly origins?: Dictionary
  readonly kinds?: Dictionary
  readonly paths?: Dictionary
  readonly answers?: Dictionary
}

function testsOf(db: Database, { texts = [], paths, methods, statuses }: AlertValues): Test[] {
  const tests: Test[] = texts.map((text) => ({
    origins: new Dictionary(db, 'origin', textIn(['source_ip', 'country_code', 'city'], text)),
    kinds: new Dictionary(db, 'kind', textIn(['type', 'signature'], text)),
    paths: new Dictionary(db, 'phrase', textIn(['text'], text)),
  }))
  if (paths?.length) tests.push({ paths: new Dictionary(db, 'phrase', oneOf('text', paths)) })
  if (methods?.length)
    tests.push({ answers: new Dictionary(db, 'answer', oneOf(answerColumns.method, methods)) })
  if (statuses?.length)
    tests.push({ answers: new Dictionary(db, 'answer', statusCondition(answerColumns.status, statuses)) })
  return tests
}

/** Which counts hold what is looked for: the same that SQL's `rowConditions` finds among the alerts. */
export class LookMatch {
  readonly #wanted: readonly Test[]
  readonly #left: readonly Test[]
  readonly #dictionaries: readonly Dictionary[]

  constructor(db: Database, look: Look) {
    this.#wanted = testsOf(db, look)
    this.#left = testsOf(db, look.not ?? {})
    this.#dictionaries = [...this.#wanted, ...this.#left].flatMap(({ origins, kinds, paths, answers }) =>
      [origins, kinds, paths, answers].filter((dictionary) => dictionary !== undefined),
    )
  }

  /** Looks at the next rows of the dictionaries. Answers whether there are more. */
  step(): boolean {
    return this.#dictionaries.map((dictionary) => dictionary.step()).includes(true)
  }

  /** Looks at all rows that were added. */
  refresh(): void {
    while (this.step());
  }

  holds(origin: number, kind: number, path: number, answer: number): boolean {
    const isTrue = (test: Test) =>
      test.paths?.holds[path] === 1 ||
      test.origins?.holds[origin] === 1 ||
      test.kinds?.holds[kind] === 1 ||
      test.answers?.holds[answer] === 1
    return this.#wanted.every(isTrue) && !this.#left.some(isTrue)
  }

  /** The entries that hold it. @param phrases two words for each entry, from `at` on */
  entriesOf(entries: Uint32Array, phrases: Uint32Array, at: number): Uint32Array {
    const found = new Uint32Array(entries.length)
    let length = 0
    for (let i = 0, word = at; i < entries.length; i += words, word += phraseWords) {
      const origin = entries[i] ?? 0
      const kindWord = entries[i + 1] ?? 0
      if (!this.holds(origin, kindOf(kindWord), phrases[word] ?? 0, phrases[word + 1] ?? 0)) continue
      found[length] = origin
      found[length + 1] = kindWord
      found[length + 2] = entries[i + 2] ?? 0
      length += words
    }
    return found.slice(0, length)
  }
}
