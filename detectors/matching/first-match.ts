import type { Span } from '../detector.ts'

/** Where the first of the patterns that matches does so. */
export function firstMatch(text: string, patterns: readonly RegExp[]): Span | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match) return { start: match.index, end: match.index + match[0].length }
  }
  return undefined
}
