import { mostTried } from '../../../contract/index.ts'

/** Lines one trial takes, as the contract has it. */
export const mostLines = 200
const longestLine = 64 * 1024

/** The lines of a pasted text, without empty ones. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** Why lines are too much for one trial, or undefined. */
export function problemOf(lines: readonly string[]): 'tooMany' | 'tooLong' | undefined {
  if (lines.length > mostLines) return 'tooMany'
  const all = lines.reduce((sum, { length }) => sum + length, 0)
  return all > mostTried || lines.some(({ length }) => length > longestLine) ? 'tooLong' : undefined
}
