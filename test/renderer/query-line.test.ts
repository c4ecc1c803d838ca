import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AlertFilter, alertTypes, severities } from '../../contract/index.ts'
import { readAddress, writeAddress } from '../../renderer/query/address.ts'
import { filterOf, readLine, statesOf, type Term, writeLine } from '../../renderer/query/line.ts'
import { boundsOf, moved, spanOf, zoomedOut } from '../../renderer/query/range.ts'

const filter = (line: string) => filterOf(readLine(line).terms)

describe('a query line', () => {
  it.each([
    ['type:xss,sql-injection', { types: ['xss', 'sql-injection'] }],
    ['type:xss type:csrf -country:de', { types: ['xss', 'csrf'], not: { countries: ['DE'] } }],
    ['severity:>=high', { severities: ['critical', 'high'] }],
    ['severity:<=low', { severities: ['low', 'info'] }],
    ['-severity:info', { not: { severities: ['info'] } }],
    ['status:404', { statuses: [[404, 404]] }],
    [
      'status:4xx,500..503',
      {
        statuses: [
          [400, 499],
          [500, 503],
        ],
      },
    ],
    ['status:>=500 -status:<400', { statuses: [[500, 999]], not: { statuses: [[0, 399]] } }],
    ['ip:2001:db8::1 network:203.0.113.0/24', { sourceIps: ['2001:db8::1'], networks: ['203.0.113.0/24'] }],
    ['path:"/a b/c" method:post', { paths: ['/a b/c'], methods: ['POST'] }],
    ['union select', { texts: ['union', 'select'] }],
    ['"union select" -admin', { texts: ['union select'], not: { texts: ['admin'] } }],
    ['"say \\"hi\\""', { texts: ['say "hi"'] }],
    ['http://example.org/a', { texts: ['http://example.org/a'] }],
    ['rule:sqli-union source:3', { signatures: ['sqli-union'], sourceIds: [3] }],
  ])('%s', (line, wanted) => {
    expect(readLine(line).problems).toEqual([])
    expect(filter(line)).toEqual(wanted)
  })

  it.each([
    ['colour:red xss', 'field', { texts: ['xss'] }],
    ['type:nonsense type:xss', 'value', { types: ['xss'] }],
    ['status:abc', 'value', {}],
    ['status:500..400', 'value', {}],
    ['network:10.0.0.0/8', 'value', {}],
    ['"never ends', 'quote', { texts: ['never ends'] }],
  ])('%s: tells of a %s that makes no sense, and takes the rest', (line, kind, wanted) => {
    expect(readLine(line).problems.map((problem) => problem.kind)).toEqual([kind])
    expect(filter(line)).toEqual(wanted)
  })

  it('reads what it wrote', () => {
    const text = fc.string({ minLength: 1, maxLength: 40 })
    const value = fc.oneof(
      text.map((value) => ({ field: 'text' as const, value })),
      text.map((value) => ({ field: 'path' as const, value })),
      text.map((value) => ({ field: 'rule' as const, value })),
      fc.constantFrom(...alertTypes).map((value) => ({ field: 'type' as const, value })),
      fc.constantFrom(...severities).map((value) => ({ field: 'severity' as const, value })),
      fc.ipV6().map((value) => ({ field: 'ip' as const, value: value.toLowerCase() })),
    )
    const term = fc.tuple(value, fc.boolean()).map(([known, isNot]): Term => ({ ...known, isNot }))
    const terms = fc.uniqueArray(term, {
      maxLength: 8,
      selector: ({ field, value, isNot }) => `${field} ${value} ${isNot}`,
    })
    fc.assert(
      fc.property(terms, (given) => {
        expect(readLine(writeLine(given))).toEqual({ terms: given, problems: [] })
      }),
    )
  })

  it('of any text is read without an error, and its terms are stable', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const { terms } = readLine(text)
        expect(readLine(writeLine(terms)).terms).toEqual(terms)
      }),
    )
  })
})

describe('the address', () => {
  it('keeps line, range and part of the map', () => {
    const span = spanOf(Date.UTC(2026, 0, 2, 3, 4), Date.UTC(2026, 0, 3))
    const bounds = { north: 60, south: 40, west: -10, east: 30 }
    const address = writeAddress(new URLSearchParams('other=1'), {
      range: span,
      line: 'type:xss "a b"',
      bounds,
    })
    const search = new URLSearchParams(address)
    expect(search.get('other')).toBe('1')
    expect(readAddress(search)).toMatchObject({ range: span, bounds })
    expect(filterOf(readAddress(search).line.terms)).toEqual({ types: ['xss'], texts: ['a b'] })
    const relative = writeAddress(search, { range: '7d', line: '', bounds: null })
    expect(relative).toBe('?other=1&range=7d')
  })

  it.each(['?from=x&to=y', '?range=9y', '?bounds=1,2', '?q=&from=2026-01-01'])(
    'that makes no sense (%s) shows the last day',
    (text) => {
      expect(readAddress(new URLSearchParams(text))).toMatchObject({ range: '24h', bounds: undefined })
    },
  )
})

describe('a range', () => {
  const now = Date.UTC(2026, 0, 10)
  const hour = 3_600_000
  it('zooms out around its middle, not into the future', () => {
    expect(zoomedOut('24h', now)).toEqual({ from: now - 48 * hour, to: now })
    const span = { from: now - 10 * hour, to: now - 8 * hour }
    expect(zoomedOut(span, now)).toEqual({ from: now - 11 * hour, to: now - 7 * hour })
    expect(zoomedOut('all', now)).toBe('all')
  })

  it('moves by its own length', () => {
    const span = { from: now - 4 * hour, to: now - 2 * hour }
    expect(moved(span, -1, now)).toEqual({ from: now - 6 * hour, to: now - 4 * hour })
    expect(boundsOf(moved(span, 1, now), now)).toEqual({ from: now - 2 * hour, to: now })
  })
})

it('a line says what is more than the engine takes, and leaves it out', () => {
  const words = Array.from({ length: 12 }, (_, i) => `word${i}`)
  const { terms, problems } = readLine(words.join(' '))
  expect(terms).toHaveLength(10)
  expect(problems).toEqual([
    { part: 'word10', kind: 'many' },
    { part: 'word11', kind: 'many' },
  ])
  expect(AlertFilter.safeParse(filterOf(terms)).success).toBe(true)
  expect(readLine('x'.repeat(200_000)).problems.map(({ kind }) => kind)).toContain('many')
})

it.each([
  ['type:xss', undefined],
  ['state:new', ['new']],
  ['state:resolved,new', ['new', 'resolved']],
  ['-state:resolved', ['new', 'acknowledged']],
  ['state:new -state:new', []],
])('the line %s asks for incidents in the states %o', (line, states) => {
  const { terms, problems } = readLine(line)
  expect(problems).toEqual([])
  expect(statesOf(terms)).toEqual(states)
  expect(filterOf(terms)).toEqual(line.startsWith('type') ? { types: ['xss'] } : {})
})
