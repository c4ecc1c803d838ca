import type { Span } from '../detector.ts'

const mostRegions = 20

/**
 * The first region, as `region` (global) delimits it, in which one of the marks stands: what is between brackets is
 * looked at by itself, so that neither pattern has to look far.
 */
export function within(text: string, region: RegExp, marks: readonly RegExp[]): Span | undefined {
  let left = mostRegions
  for (const match of text.matchAll(region)) {
    if (left-- === 0) return undefined
    const [inside] = match
    if (marks.some((mark) => mark.test(inside)))
      return { start: match.index, end: match.index + inside.length }
  }
  return undefined
}
