import { expect, it } from 'vitest'
import { alertTypes } from '../../contract/attack-type.ts'
import { goals } from '../../contract/incident.ts'
import { goalOf, typesOf } from '../../engine/store/incidents/goal-of.ts'
import { type RiskGrounds, riskOf } from '../../engine/store/incidents/risk-of.ts'

const grounds: RiskGrounds = { worst: 'medium', types: 1, count: 1, succeeded: 0 }

it.each<[string, Partial<RiskGrounds>, number]>([
  ['one alert', {}, 16],
  ['information', { worst: 'info' }, 2],
  ['a critical one', { worst: 'critical' }, 40],
  ['three types', { types: 3 }, 28],
  ['more types than count', { types: 9 }, 34],
  ['a hundred times', { count: 100 }, 26],
  ['a billion times', { count: 1e9 }, 36],
  ['one success in a thousand', { count: 1_000, succeeded: 1 }, 41],
  ['success throughout', { count: 10, succeeded: 10 }, 43],
  ['all at its worst', { worst: 'critical', types: 12, count: 1e6, succeeded: 1e6 }, 100],
])('the risk of %s is the sum of its parts', (_what, change, score) => {
  const risk = riskOf({ ...grounds, ...change })
  expect(risk.score).toBe(score)
  expect(risk.parts.reduce((sum, { points }) => sum + points, 0)).toBe(score)
})

it('every type of alert serves one goal, and every goal has types', () => {
  expect(goals.flatMap(typesOf).sort()).toEqual([...alertTypes].sort())
  expect(new Set(Object.values(goalOf))).toEqual(new Set(goals))
})
