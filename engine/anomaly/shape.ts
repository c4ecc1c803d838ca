import type { ExpectationWidth } from '../../contract/anomaly.ts'
import type { LogEvent } from '../../contract/event.ts'
import type { Reason } from '../../contract/reason.ts'
import { features } from '../../ml/features.ts'
import { isCutShort, pathTemplate } from '../../ml/path-template.ts'
import type { Usual } from '../../ml/reasons.ts'

/** What of a request must be the same for it to be of a shape. */
export interface Outline {
  readonly sourceId: number
  readonly method: string | undefined
  readonly template: string
}

/** The outline of a request; undefined where it has no path, or one too long to be told from others. */
export function outlineOf(event: LogEvent, sourceId: number): Outline | undefined {
  if (event.kind !== 'http' || event.path === undefined) return undefined
  const template = pathTemplate(event.path)
  return isCutShort(template) ? undefined : { sourceId, method: event.method, template }
}

export const outlineKey = ({ sourceId, method, template }: Outline): string =>
  JSON.stringify([sourceId, method ?? null, template])

/**
 * How far a feature may lie from that of the expected request, in the model's column, at the width 'usual': half of the
 * distance between what 5 % and 95 % of the site's requests have, and within these bounds. They hold whatever the model
 * says is usual, so nobody widens an expectation by what they send while a model learns. A class must be the same.
 */
const bounds: Readonly<Record<Reason['unit'], readonly [least: number, most: number]>> = {
  // Logarithms: by a factor of 1.2 up to 2, and 1.4 for what is counted.
  bytes: [0.25, 1],
  characters: [0.25, 1],
  count: [0.25, 0.5],
  share: [0.03, 0.1],
  bits: [0.2, 0.6],
  class: [0, 0],
  rarity: [1, 2],
}
const factors: Readonly<Record<ExpectationWidth, number>> = { narrow: 0.5, usual: 1, wide: 2 }
/** float32 and what JSON made of it */
const rounding = 1e-5

/**
 * Whether a row is near an expected one: each feature lies as near as its bounds tell. What is counted and was none
 * must be none, and what is rarer is not near; what is less rare is, as the site may have seen it more often since.
 */
export function isNear(
  row: Float32Array,
  expected: Float32Array,
  usual: readonly Usual[],
  width: ExpectationWidth,
): boolean {
  return features.every(({ unit }, i) => {
    const [value, centre] = [row[i] ?? 0, expected[i] ?? 0]
    if (unit === 'count' && centre === 0) return value === 0
    const [least, most] = bounds[unit]
    const range = usual[i]
    const spread = range ? (range.high - range.low) / 2 : least
    const tolerance = factors[width] * Math.min(Math.max(spread, least), most) + rounding
    return value - centre <= tolerance && (unit === 'rarity' || centre - value <= tolerance)
  })
}
