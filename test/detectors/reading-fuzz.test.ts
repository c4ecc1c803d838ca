import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64 } from '../../detectors/reading/base64.ts'
import { decodeEntities } from '../../detectors/reading/entities.ts'
import { leavesOf } from '../../detectors/reading/json.ts'
import { decode, decodeSteps } from '../../detectors/reading/layers.ts'
import { withoutEscapes } from '../../detectors/reading/log-line.ts'
import { parametersOf } from '../../detectors/reading/pieces.ts'
import { decodeScriptEscapes } from '../../detectors/reading/script-escapes.ts'
import { foldShell } from '../../detectors/reading/shell.ts'
import { decodeBase64Plainly, decodeEntitiesPlainly, decodeScriptEscapesPlainly } from './plain-reading.ts'

const runs = { numRuns: 2000 }
/** Shards put together, with anything between them. */
const madeOf = (...shards: string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...shards) },
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      { maxLength: 16 },
    )
    .map((parts) => parts.join(''))

const entities = madeOf(
  ...[
    '&',
    'lt',
    ';',
    '&lt;',
    '&GT',
    '&quot=',
    '&#',
    'x',
    '41',
    '&#65',
    '&#x1F600;',
    '&#0;',
    '&#x110000;',
    '&bogus;',
  ],
  ...['&amp;', 'amp;', '&newline;', '&lbrace', '&#00000000000000065;'],
)
const escapes = madeOf(
  ...[
    '\\',
    'x',
    '41',
    'u',
    '0041',
    '{',
    '}',
    '{41}',
    '\\u{1f600}',
    '\\101',
    '\\477',
    '\\u{00000041}',
    '\\XaF',
  ],
)
const base64 = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 60 }).chain((text) => {
    const bytes = Buffer.from(text)
    const standard = bytes.toString('base64')
    return fc.constantFrom(
      standard,
      bytes.toString('base64url'),
      standard.replace(/=+$/, ''),
      ` ${standard} `,
      `${standard}=`,
    )
  }),
  fc.base64String({ maxLength: 60 }),
  madeOf('QUJD', 'REVG', 'aGVs', '=', '==', '-', '_', '+', '/', ' '),
)

describe('on any text, as the slow reference reads it,', () => {
  test('entities are undone', () => {
    fc.assert(
      fc.property(entities, (text) => {
        expect(decodeEntities(text)).toBe(decodeEntitiesPlainly(text))
      }),
      runs,
    )
  })

  test('script escapes are undone', () => {
    fc.assert(
      fc.property(escapes, (text) => {
        expect(decodeScriptEscapes(text)).toBe(decodeScriptEscapesPlainly(text))
      }),
      runs,
    )
  })

  test('base64 is undone', () => {
    fc.assert(
      fc.property(base64, (text) => {
        expect(decodeBase64(text)).toBe(decodeBase64Plainly(text))
      }),
      runs,
    )
  })

  test('all layers are undone as their steps one by one', () => {
    const layered = madeOf(
      '%',
      '25',
      '%3c',
      '%26lt;',
      '&#x25;',
      '\\x25',
      '＜',
      '+',
      '%u003c',
      '%c0%af',
      '41',
      '\\u0026gt;',
    )
    fc.assert(
      fc.property(layered, fc.boolean(), (text, plus) => {
        expect(decode(text, plus)).toBe(decodeSteps(text, plus).at(-1)?.text ?? text)
      }),
      runs,
    )
  })
})

test('the leaves of JSON are its texts and names in order', () => {
  const collect = (value: unknown): string[] => {
    if (typeof value === 'string') return [value]
    if (Array.isArray(value)) return value.flatMap(collect)
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([name, inner]) => [name, ...collect(inner)])
  }
  const value = fc.oneof(
    fc.array(fc.jsonValue({ maxDepth: 3 })),
    fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
  )
  fc.assert(
    fc.property(value, (given) => {
      const text = JSON.stringify(given)
      expect(leavesOf(text)).toEqual(collect(JSON.parse(text)).slice(0, 200))
    }),
  )
})

test('the parameters of a query, put together again, are the query', () => {
  const query = madeOf('a', '=', '&', '1', '&b=', '&&', '%26', '<', "'", 'c[d]=', ' ')
  fc.assert(
    fc.property(query, (text) => {
      const parameters = parametersOf(text)
      expect(parameters.map(({ name, value }) => (name === '' ? value : `${name}=${value}`)).join('&')).toBe(
        text,
      )
      for (const { value, at } of parameters) expect(text.startsWith(value, at)).toBe(true)
    }),
    runs,
  )
})

test('a log line without its escapes tells where each character began', () => {
  const line = madeOf('\\x', '\\x41', '\\xc3\\xa9', '\\xff', '\\u0041', '\\"', '\\\\', '\\n', '\\', 'é')
  fc.assert(
    fc.property(line, (raw) => {
      const { text, rawAt } = withoutEscapes(raw)
      expect(rawAt(text.length)).toBe(raw.length)
      for (let i = 0; i < text.length; i++) {
        expect(rawAt(i)).toBeLessThanOrEqual(rawAt(i + 1))
        const written = raw[rawAt(i)]
        if (written !== '\\') expect(text[i]).toBe(written)
      }
    }),
    runs,
  )
})

test('folding a shell’s quotes never throws, and never makes text longer', () => {
  const command = madeOf(
    "c''at",
    'w\\h',
    '${IFS}',
    '$@',
    '{ls,-l}',
    '`',
    '$(',
    ')',
    '^',
    '"',
    '/bin',
    '[a-z]:\\',
    ' ',
  )
  fc.assert(
    fc.property(command, (text) => {
      expect(foldShell(text).length).toBeLessThanOrEqual(text.length)
    }),
    runs,
  )
})
