import type { Reason } from '../contract/reason.ts'

/** What the numbers of a feature that is a class stand for. */
const classes: Readonly<Record<string, readonly string[]>> = {
  statusClass: ['unknown', '1xx', '2xx', '3xx', '4xx', '5xx'],
  method: ['GET or HEAD', 'POST', 'another', 'none'],
  agent: ['a browser', 'another program', 'none'],
}

const amounts: Readonly<Record<Reason['unit'], (value: number) => string>> = {
  bytes: (value) => `${whole(value)} bytes`,
  characters: (value) => `${whole(value)} characters`,
  count: (value) => (value === 0 ? 'none' : whole(value)),
  share: (value) => `${(100 * value).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`,
  bits: (value) => `${value.toFixed(1)} bits`,
  class: whole,
  rarity: (value) => value.toFixed(1),
}

/** A reason as a person says it, without log text: "Length of the target 1,840 characters, usually at most 120". */
export function reasonInWords({ feature, title, unit, value, usual }: Reason): string {
  const names = classes[feature]
  if (unit === 'class' && names) {
    return `${title} ${names[value] ?? 'unknown'}, usually ${names[usual.middle] ?? 'unknown'}`
  }
  const amount = amounts[unit]
  const bound = value > usual.middle ? usual.high : usual.low
  const limit = value > usual.middle ? 'at most' : 'at least'
  const usually = unit === 'count' && bound === 0 ? 'none' : `${limit} ${bare(amount(bound))}`
  return `${title} ${amount(value)}, usually ${usually}`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

/** The unit is said once. */
const bare = (amount: string): string => amount.replace(/ (?:bytes|characters|bits)$/, '')
