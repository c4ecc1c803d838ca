import { InvalidArgumentError } from 'commander'

/** Reads a number of an option within its bounds. */
export const numberBetween =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() !== '' && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
  }

/** Reads a whole number of an option within its bounds. */
export const integerBetween =
  (least: number, most: number) =>
  (text: string): number => {
    const value = numberBetween(least, most)(text)
    if (Number.isInteger(value)) return value
    throw new InvalidArgumentError('It must be a whole number.')
  }

/** Reads a time in ISO 8601. */
export function readTime(text: string): Date {
  const time = new Date(text)
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time.getTime())) return time
  throw new InvalidArgumentError('It must be a time in ISO 8601, such as 2026-11-21T09:12:44Z.')
}
