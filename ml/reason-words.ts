import type { Reason } from '../contract/reason.ts'

/** What the numbers of a feature that is a class stand for. */
const classes: Readonly<Record<string, readonly string[]>> = {
  statusClass: ['unknown', '1xx', '2xx', '3xx', '4xx', '5xx', '6xx', '7xx', '8xx', '9xx'],
  method: ['GET or HEAD', 'POST', 'another than GET, HEAD and POST', 'none'],
}

const whole = (value: number): string => Math.round(value).toLocaleString('en')
const numbers: Readonly<Record<Reason['unit'], (value: number) => string>> = {
  bytes: whole,
  characters: whole,
  count: whole,
  share: (value) => `${(100 * value).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`,
  bits: (value) => value.toFixed(1),
  class: whole,
  rarity: whole,
}
const said: Readonly<Partial<Record<Reason['unit'], string>>> = {
  bytes: ' bytes',
  characters: ' characters',
  bits: ' bits a character',
}

/** A reason as a person says it, without log text: "Length of the target: 1,840 characters, usually at most 120". */
export function reasonInWords({ feature, title, unit, value, usual }: Reason): string {
  const names = classes[feature]
  if (unit === 'class' && names) {
    return `${title}: ${names[value] ?? 'unknown'}, usually ${names[usual.middle] ?? 'unknown'}`
  }
  const number = numbers[unit]
  const isHigh = value > usual.high
  const bound = `${isHigh ? 'at most' : 'at least'} ${number(isHigh ? usual.high : usual.low)}`
  if (unit === 'rarity') return `${title}: one of ${number(value)}, usually one of ${bound}`
  const isNone = unit === 'count' && isHigh && usual.high === 0
  return `${title}: ${number(value)}${said[unit] ?? ''}, usually ${isNone ? 'none' : bound}`
}
