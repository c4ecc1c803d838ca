import type { reasonUnits } from '../contract/reason.ts'

export interface Feature {
  readonly name: string
  readonly title: string
  readonly unit: (typeof reasonUnits)[number]
  /** the number that people count by, of the model's column */
  readonly natural: (value: number) => number
  /** why it tells odd requests from ordinary ones */
  readonly why: string
}

const same = (value: number): number => value
const counted = (value: number): number => Math.round(2 ** value - 1)
const run = (value: number): number => Math.round(2 ** value)

/** The features in the order of the model's columns. All are finite and bounded; the longest text read is 8 KB. */
export const features: readonly Feature[] = [
  {
    name: 'length',
    title: 'Length of the target',
    unit: 'characters',
    natural: counted,
    why: 'Payloads and overflows are long. log2 of characters + 1, at most 14.',
  },
  {
    name: 'entropy',
    title: 'Entropy of the target',
    unit: 'bits',
    natural: same,
    why: 'Random names and packed data have many different characters. Shannon, bits a character, 0 to 8.',
  },
  {
    name: 'special',
    title: 'Share of special characters',
    unit: 'share',
    natural: same,
    why: 'Syntax of other languages needs signs that addresses rarely hold. 0 to 1.',
  },
  {
    name: 'digits',
    title: 'Share of digits',
    unit: 'share',
    natural: same,
    why: 'Encoded data and enumerations are full of digits. 0 to 1.',
  },
  {
    name: 'upper',
    title: 'Share of upper case',
    unit: 'share',
    natural: same,
    why: 'Base64 and mixed-case evasion; ordinary paths are lower case. 0 to 1.',
  },
  {
    name: 'encoded',
    title: 'Percent-encoded characters',
    unit: 'count',
    natural: counted,
    why: 'Hidden bytes. log2 of their number + 1, at most 12.',
  },
  {
    name: 'depth',
    title: 'Depth of the path',
    unit: 'count',
    natural: same,
    why: 'Guessed and climbing paths are deep. Slashes, at most 40.',
  },
  {
    name: 'parameters',
    title: 'Number of parameters',
    unit: 'count',
    natural: counted,
    why: 'Floods of parameters test parsers. log2 of their number + 1, at most 10.',
  },
  {
    name: 'longestParameter',
    title: 'Longest parameter',
    unit: 'characters',
    natural: counted,
    why: 'One value that carries a whole payload. log2 of characters + 1, at most 14.',
  },
  {
    name: 'suspicious',
    title: 'Suspicious tokens',
    unit: 'count',
    natural: counted,
    why: 'Quotes, angle brackets, braces, backticks, pipes and dot pairs, raw or encoded. log2 of their number + 1, at most 10.',
  },
  {
    name: 'nonAscii',
    title: 'Bytes outside ASCII',
    unit: 'count',
    natural: counted,
    why: 'Overlong forms and binary data. log2 of their number + 1, at most 12.',
  },
  {
    name: 'repeated',
    title: 'Longest run of one character',
    unit: 'characters',
    natural: run,
    why: 'Padding of overflows. log2 of the run, at most 13.',
  },
  {
    name: 'statusClass',
    title: 'Status class',
    unit: 'class',
    natural: same,
    why: 'Probes meet errors. 2 to 5 by the first digit, 0 where unknown.',
  },
  {
    name: 'method',
    title: 'Method',
    unit: 'class',
    natural: same,
    why: 'Few visitors send PUT or TRACE. 0 GET or HEAD, 1 POST, 2 any other, 3 none.',
  },
  {
    name: 'agent',
    title: 'User agent',
    unit: 'class',
    natural: same,
    why: 'Programs introduce themselves otherwise than browsers. 0 browser, 1 other, 2 none.',
  },
  {
    name: 'nameOddity',
    title: 'Odd characters in parameter names',
    unit: 'share',
    natural: same,
    why: 'Names are words; attacks put operators there. Share of other characters than letters, digits, _ - [ ] . $, 0 to 1.',
  },
]
