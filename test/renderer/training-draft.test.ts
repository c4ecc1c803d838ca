import { describe, expect, it } from 'vitest'
import { placeOf, quantilesOf } from '../../renderer/anomalies/models/scores.ts'
import { checkDraft, emptyDraft, type TrainingDraft } from '../../renderer/anomalies/models/training-draft.ts'

const now = Date.UTC(2026, 10, 21)
const day = 86_400_000
const forest = { trees: 200, maxSamples: 256 }

describe('a draft of a training', () => {
  it.each<[string, Partial<TrainingDraft>, object]>([
    ['a month as it comes', {}, { from: now - 30 * day }],
    ['all that is kept', { period: 'all' }, {}],
    ['a period of one’s own', { period: 'own', from: 1, to: 2 }, { from: 1, to: 2 }],
    [
      'some sources and a name',
      { period: 'all', sources: ['3'], name: ' x ' },
      { sourceIds: [3], name: 'x' },
    ],
    ['ends that are not asked for', { period: 'all', from: 5, to: 2 }, {}],
  ])('asks for %s', (_, part, request) => {
    const checked = checkDraft({ ...emptyDraft, ...part }, now)
    expect(checked.request).toEqual({ ...forest, ...request })
    expect([...checked.problems]).toEqual([])
  })
  it.each<[string, Partial<TrainingDraft>, string]>([
    ['a period without an end', { period: 'own', from: 1 }, 'period'],
    ['a period that ends before it begins', { period: 'own', from: 2, to: 1 }, 'period'],
    ['half a tree', { trees: 10.5 }, 'trees'],
    ['no number of trees', { trees: '' }, 'trees'],
    ['too large a forest', { trees: 500, maxSamples: 4_096 }, 'forest'],
    ['too many requests a tree', { trees: 10, maxSamples: 5_000 }, 'maxSamples'],
  ])('is refused for %s', (_, part, problem) =>
    expect([...checkDraft({ ...emptyDraft, ...part }, now).problems]).toEqual([problem]),
  )
})

describe('the picture of a model’s scores', () => {
  it('takes quantiles in their order, and leaves out what is none', () =>
    expect(quantilesOf({ quantiles: { '0.99': 0.6, x: 1, '0.5': 0.4 } })).toEqual([
      [0.5, 0.4],
      [0.99, 0.6],
    ]))
  it('keeps a score within its ends', () => {
    const span = { from: 0.4, to: 0.6 }
    expect([0.3, 0.5, 0.9].map((score) => placeOf(score, span))).toEqual([0, expect.closeTo(0.5), 1])
    expect(placeOf(0.5, { from: 0.5, to: 0.5 })).toBe(0.5)
  })
})
