import { t } from 'i18next'
import { beforeEach, describe, expect, it } from 'vitest'
import { change, formatCountry, formatNumber, formatShare, formatTick } from '../../renderer/parts/format.ts'
import { typeWord, viewWord } from '../../renderer/parts/terms.ts'
import { localeFor, startWords, storedChoice } from '../../renderer/words/index.ts'

describe('the language', () => {
  it.each([
    ['the first of the system’s that Vedette speaks', 'system', ['pl', 'de-CH', 'en'], 'de-CH'],
    ['English where it speaks none of them', 'system', ['pl', 'ja'], 'en'],
    ['English where the system names none', 'system', [], 'en'],
    ['the chosen one in the region the system prefers', 'fr', ['en-US', 'fr-CA', 'fr'], 'fr-CA'],
    ['the chosen one without a region otherwise', 'es', ['en-US'], 'es'],
  ] as const)('is %s', (_what, choice, preferred, locale) => {
    expect(localeFor(choice, preferred)).toBe(locale)
  })
  it.each([
    [undefined, 'system'],
    ['de', 'de'],
    ['xx', 'system'],
    ['constructor', 'system'],
    ['{"a":1}', 'system'],
  ])('stored as %j is read as %s', (stored, choice) => {
    expect(storedChoice.deserialize(stored)).toBe(choice)
  })
})

describe('what the console says', () => {
  it.each([
    ['en', '1 alert', '1,234,567 alerts', 'SQL injection', '12.3%', '×12', '+50%'],
    ['de', '1 Alarm', '1.234.567 Alarme', 'SQL-Injection', '12,3 %', '×12', '+50 %'],
    ['fr', '1 alerte', '1 234 567 alertes', 'Injection SQL', '12,3 %', '×12', '+50 %'],
    ['es', '1 alerta', '1.234.567 alertas', 'Inyección SQL', '12,3 %', '×12', '+50 %'],
  ])('follows the language %s', async (locale, one, many, type, share, times, more) => {
    await startWords(locale)
    const said = [
      t('alerts:count', { count: 1 }),
      t('alerts:count', { count: 1_234_567 }),
      typeWord('sql-injection'),
      formatShare(0.123),
      change(24, 2) ?? '',
      change(3, 2) ?? '',
    ]
    expect(said.map((text) => text.replace(/\s/gu, ' '))).toEqual([one, many, type, share, times, more])
  })
  it('names countries in the language, and leaves a name alone that has no code', async () => {
    await startWords('de')
    expect(formatCountry('BR', 'Brazil')).toBe('Brasilien')
    expect(formatCountry(undefined, 'Brazil')).toBe('Brazil')
    expect(formatCountry('<b', 'x')).toBe('x')
  })
  it('takes numbers and dates from the region', async () => {
    await startWords('de-CH')
    expect(formatNumber(1234.5)).toMatch(/^1['’]234\.5$/)
    expect(t('alerts:count', { count: 2000 })).toMatch(/^2['’]000 Alarme$/)
    await startWords('en-GB')
    expect(formatTick(Date.UTC(2026, 2, 4, 12), 86_400_000)).toBe('04 Mar')
  })
  it('speaks plurals of millions as French does', async () => {
    await startWords('fr')
    expect(t('alerts:count', { count: 1_000_000 }).replace(/\s/gu, ' ')).toBe('1 000 000 alertes')
  })
})

describe('the text of a log in a sentence', () => {
  beforeEach(() => startWords('en'))
  it.each([
    '$t(app:name)',
    '$t(app:name, {"lng":"de"})',
    'a) $t(',
    '{{what}}',
    '{{- what}}',
    '{{what, number}}',
    '{{constructor}}',
    '<img src=x onerror=alert(1)>',
    '&lt;',
    "$& $1 $' $`",
  ])('stays what it is: %s', (hostile) => {
    expect(t('query:remove', { what: hostile })).toBe(`Remove filter ${hostile}`)
    expect(t('query:quoted', { text: hostile })).toBe(`“${hostile}”`)
    expect(t('quality:examplesOf', { name: hostile, what: hostile })).toBe(`${hostile}: ${hostile}`)
    expect(viewWord(hostile)).toBe(hostile)
  })
  it('makes no key of two values that only together are one', () => {
    expect(t('quality:examplesOf', { name: '$t(app', what: 'name)' })).toBe('$t(app: name)')
    expect(t('app:title', { page: '$t(app:name)' })).toBe('$t(app:name) · Vedette')
  })
})
