import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { detectors } from '../../detectors/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Files whose patterns read what strangers wrote. */
const files = globSync(['detectors/**/*.ts', 'engine/formats/*.ts'], { cwd: root }).sort()

/** Proofs take up to three seconds of a machine that has nothing else to do. */
const patience = 60_000

interface Pattern {
  readonly source: string
  readonly flags: string
}

function patternsIn(file: string): Pattern[] {
  const found: Pattern[] = []
  const { program } = parseSync(file, readFileSync(`${root}/${file}`, 'utf8'))
  new Visitor({
    Literal(node) {
      if ('regex' in node) found.push({ source: node.regex.pattern, flags: node.regex.flags })
    },
  }).visit(program)
  return found
}

describe('recheck proves linear', () => {
  let checkSync: typeof import('recheck').checkSync
  const known = new Map<string, string>()

  beforeAll(async () => {
    // Its checker in JavaScript: the same everywhere, and no process of its own. Read once, when it is loaded.
    process.env.RECHECK_SYNC_BACKEND = 'pure'
    checkSync = (await import('recheck')).checkSync
  })

  function verdict({ source, flags }: Pattern): string {
    const key = `/${source}/${flags}`
    const status = known.get(key) ?? checkSync(source, flags, { timeout: patience }).status
    known.set(key, status)
    return status
  }

  const notSafe = (patterns: readonly Pattern[]): string[] =>
    patterns.flatMap((pattern) =>
      verdict(pattern) === 'safe' ? [] : [`${verdict(pattern)}: /${pattern.source}/${pattern.flags}`],
    )

  it.each(files)(
    'every pattern of %s',
    (file) => {
      expect(notSafe(patternsIn(file))).toEqual([])
    },
    600_000,
  )

  it.each(detectors)(
    'every pattern of the signatures of $id',
    ({ signatures }) => {
      expect(notSafe(signatures.flatMap((s) => ('patterns' in s ? s.patterns : [])))).toEqual([])
    },
    600_000,
  )
})

it('no pattern is built from text, where it could not be read or checked', () => {
  expect(files.filter((file) => /\bRegExp\(/.test(readFileSync(`${root}/${file}`, 'utf8')))).toEqual([])
})
