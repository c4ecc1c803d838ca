import { beforeAll, describe, expect, it } from 'vitest'
import type { Reason } from '../../contract/index.ts'
import { features } from '../../ml/features.ts'
import { scaleOf } from '../../renderer/reasons/scale.ts'
import { featureWord, reasonSentence } from '../../renderer/reasons/sentence.ts'
import { startWords } from '../../renderer/words/index.ts'

const reason = (part: Partial<Reason>): Reason => ({
  feature: 'longestParameter',
  title: 'Longest parameter',
  unit: 'bytes',
  value: 1840,
  usual: { low: 3, middle: 14, high: 120 },
  share: 0.5,
  ...part,
})
const usual = (low: number, middle: number, high: number) => ({ low, middle, high })

describe('a reason in words', () => {
  beforeAll(() => startWords('en'))
  it.each<[Partial<Reason>, string]>([
    [{}, 'Longest parameter: 1,840 bytes, usually under 120 bytes'],
    [{ unit: 'characters', value: 1 }, 'Longest parameter: 1 character, usually over 3 characters'],
    [{ value: 14 }, 'Longest parameter: 14 bytes, usual alone (3 bytes to 120 bytes), rare with the rest'],
    [
      { feature: 'special', unit: 'share', value: 0.41, usual: usual(0, 0.02, 0.12) },
      'Share of special characters: 41%, usually under 12%',
    ],
    [
      { feature: 'encoded', unit: 'count', value: 3, usual: usual(0, 0, 0) },
      'Percent-encoded characters: 3, nearly always 0',
    ],
    [
      { feature: 'statusClass', unit: 'class', value: 5, usual: usual(2, 2, 4) },
      'Answer: server error, usually success',
    ],
    [
      { feature: 'method', unit: 'class', value: 0, usual: usual(0, 0, 0) },
      'Method: GET or HEAD, usual alone, rare with the rest',
    ],
    [
      { feature: 'pathRarity', unit: 'rarity', value: 1240, usual: usual(2, 5, 12.4) },
      'Requests of this path: 1 in 1,240, usually no rarer than 1 in 12',
    ],
    [
      {
        feature: 'of-a-later-version',
        title: 'Something new',
        unit: 'bits',
        value: 5.4,
        usual: usual(3, 4, 4.4),
      },
      'Something new: 5.4 bits, usually under 4.4 bits',
    ],
  ])('%#: %o', (part, sentence) => expect(reasonSentence(reason(part))).toBe(sentence))
  it('names every feature of the model in the language that is spoken', () => {
    const unnamed = features.filter(({ name }) => featureWord(name, '') === '')
    expect(unnamed.map(({ name }) => name)).toEqual([])
  })
  it('takes what it is told as text', () =>
    expect(reasonSentence(reason({ feature: 'x', title: '{{value}} $t(above)' }))).toContain('{{value}} $t('))
})

describe('the scale of a reason', () => {
  it.each<[string, number, Reason['usual']]>([
    ['far above', 1_000_000, usual(3, 14, 120)],
    ['above', 150, usual(3, 14, 120)],
    ['within', 20, usual(3, 14, 120)],
    ['below', 0, usual(3, 14, 120)],
  ])('keeps the order and stays within its ends, %s', (_, value, of) => {
    const { low, middle, high, value: at } = scaleOf({ value, usual: of })
    expect(low).toBeLessThanOrEqual(middle)
    expect(middle).toBeLessThanOrEqual(high)
    expect(at > high).toBe(value > of.high)
    expect(at < low).toBe(value < of.low)
    for (const place of [low, middle, high, at]) expect(place >= 0 && place <= 1).toBe(true)
  })
  it('keeps what is usual in sight, however far away the value lies', () => {
    const { low, high } = scaleOf({ value: 8_000, usual: usual(0, 10, 200) })
    expect(high - low).toBeGreaterThan(0.15)
  })
  it('has a middle where all is one', () =>
    expect(scaleOf({ value: 1, usual: usual(1, 1, 1) }).value).toBe(0.5))
})
