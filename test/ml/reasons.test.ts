import { describe, expect, it } from 'vitest'
import type { Reason } from '../../contract/reason.ts'
import { LineParser } from '../../engine/formats/index.ts'
import { extractFeatures } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import { reasonInWords } from '../../ml/reason-words.ts'
import { reasonsOf } from '../../ml/reasons.ts'
import { Scorer } from '../../ml/scorer.ts'

const scorer = await Scorer.load()
const usualAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

function rowOf(method: string, target: string, status = 200, agent = usualAgent): Float32Array {
  const line = `81.2.69.142 - - [21/Nov/2026:08:00:00 +0000] "${method} ${target} HTTP/1.1" ${status} 512 "-" "${agent}"`
  const event = new LineParser().parse(line, 0)
  const row = new Float32Array(features.length)
  if (event) extractFeatures(event, scorer.profile, row, 0)
  return row
}

const base: Reason = {
  feature: 'length',
  title: 'Length of the target',
  unit: 'characters',
  value: 1840,
  usual: { low: 4, middle: 20, high: 120 },
  share: 0.4,
}

describe('the reasons of a row', () => {
  it('name what was odd about it, and nothing that is usual', () => {
    const names = (row: Float32Array) => reasonsOf(scorer, row).map(({ feature }) => feature)
    expect(names(rowOf('GET', `/export?data=${'kx7'.repeat(600)}`))).toEqual(
      expect.arrayContaining(['length', 'longestParameter']),
    )
    const many = Array.from({ length: 80 }, (_, i) => `p${i}=1`).join('&')
    expect(names(rowOf('PUT', `/list?${many}`, 500))).toEqual(
      expect.arrayContaining(['method', 'statusClass']),
    )
  })

  it.each([
    ['GET', '/', 200],
    ['GET', '/shop/item/4711', 200],
    ['POST', '/login', 302],
    ['DELETE', `/x?${'%00'.repeat(300)}`, 500],
    ['TRACE', '/a/b/c/d/e/f/g/h/i/j/k/l?{}|=1', 404],
  ])('are few, outside of what is usual, and share the score: %s %s', (method, target, status) => {
    const reasons = reasonsOf(scorer, rowOf(method, target, status))
    expect(reasons.length).toBeLessThanOrEqual(5)
    expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1.000_001)
    expect(reasons.map(({ share }) => share)).toEqual(reasons.map(({ share }) => share).sort((a, b) => b - a))
    for (const { value, usual } of reasons) expect(value > usual.high || value < usual.low).toBe(true)
  })

  it('are none where ONNX Runtime scores: there are no trees to walk', () => {
    expect(reasonsOf({ table: undefined, metadata: scorer.metadata }, rowOf('PUT', '/x', 500))).toEqual([])
  })
})

describe('a reason in words', () => {
  it.each<[Partial<Reason>, string]>([
    [{}, 'Length of the target: 1,840 characters, usually at most 120'],
    [{ value: 2 }, 'Length of the target: 2 characters, usually at least 4'],
    [
      { title: 'Entropy', unit: 'bits', value: 5.9, usual: { low: 2, middle: 3, high: 4.8 } },
      'Entropy: 5.9 bits a character, usually at most 4.8',
    ],
    [
      { title: 'Suspicious tokens', unit: 'count', value: 7, usual: { low: 0, middle: 0, high: 0 } },
      'Suspicious tokens: 7, usually none',
    ],
    [
      { title: 'Share of digits', unit: 'share', value: 0.62, usual: { low: 0, middle: 0.01, high: 0.055 } },
      'Share of digits: 62 %, usually at most 5.5 %',
    ],
    [
      { title: 'Rarity of the path', unit: 'rarity', value: 40_000, usual: { low: 1, middle: 3, high: 50 } },
      'Rarity of the path: one of 40,000, usually one of at most 50',
    ],
    [
      {
        feature: 'statusClass',
        title: 'Status class',
        unit: 'class',
        value: 5,
        usual: { low: 2, middle: 2, high: 4 },
      },
      'Status class: 5xx, usually 2xx',
    ],
    [
      { feature: 'other', title: 'Other', unit: 'class', value: 5, usual: { low: 2, middle: 2, high: 4 } },
      'Other: 5, usually at most 4',
    ],
  ])('%#', (change, words) => {
    expect(reasonInWords({ ...base, ...change })).toBe(words)
  })
})
