import type { reasonUnits } from '../contract/reason.ts'

export interface Feature {
  readonly name: string
  readonly title: string
  /** why it tells odd requests from ordinary ones */
  readonly why: string
  /** no value is above it, and none below 0 */
  readonly most: number
  readonly unit: (typeof reasonUnits)[number]
  /** the value of the model's column as the unit counts it: a rarity of 1,000 is "one request of 1,000" */
  readonly natural: (value: number) => number
  /** set where it compares with the history of the site: 0 while none is known */
  readonly ofHistory?: true
}

const same = (value: number): number => value
const ofLog = (value: number): number => 2 ** value - 1
const power = (value: number): number => 2 ** value

/** The features in the order of the model's columns. All are finite and bounded; the longest text read is 8 KB. */
export const features: readonly Feature[] = [
  {
    name: 'length',
    most: 14,
    title: 'Length of the target',
    why: 'Payloads and overflows are long. log2 of characters + 1, at most 14.',
    unit: 'characters',
    natural: ofLog,
  },
  {
    name: 'entropy',
    most: 8,
    title: 'Entropy of the target',
    why: 'Random names and packed data have many different characters. Shannon, bits a character, 0 to 8.',
    unit: 'bits',
    natural: same,
  },
  {
    name: 'special',
    most: 1,
    title: 'Share of special characters',
    why: 'Syntax of other languages needs signs that addresses rarely hold. 0 to 1.',
    unit: 'share',
    natural: same,
  },
  {
    name: 'digits',
    most: 1,
    title: 'Share of digits',
    why: 'Encoded data and enumerations are full of digits. 0 to 1.',
    unit: 'share',
    natural: same,
  },
  {
    name: 'upper',
    most: 1,
    title: 'Share of upper case',
    why: 'Base64 and mixed-case evasion; ordinary paths are lower case. 0 to 1.',
    unit: 'share',
    natural: same,
  },
  {
    name: 'encoded',
    most: 12,
    title: 'Percent-encoded characters',
    why: 'Hidden bytes. log2 of their number + 1, at most 12.',
    unit: 'count',
    natural: ofLog,
  },
  {
    name: 'longestParameter',
    most: 14,
    title: 'Longest parameter',
    why: 'One value that carries a whole payload. log2 of characters + 1, at most 14.',
    unit: 'characters',
    natural: ofLog,
  },
  {
    name: 'suspicious',
    most: 10,
    title: 'Suspicious tokens',
    why: 'Quotes, angle brackets, braces, backticks, pipes and dot pairs, raw or encoded. log2 of their number + 1, at most 10.',
    unit: 'count',
    natural: ofLog,
  },
  {
    name: 'repeated',
    most: 13,
    title: 'Longest run of one character',
    why: 'Padding of overflows. log2 of the run, at most 13.',
    unit: 'characters',
    natural: power,
  },
  {
    name: 'statusClass',
    most: 9,
    title: 'Status class',
    why: 'Probes meet errors. 2 to 5 by the first digit, 0 where unknown.',
    unit: 'class',
    natural: same,
  },
  {
    name: 'method',
    most: 3,
    title: 'Method',
    why: 'Few visitors send PUT or TRACE. 0 GET or HEAD, 1 POST, 2 any other, 3 none.',
    unit: 'class',
    natural: same,
  },
  {
    name: 'nameOddity',
    most: 1,
    title: 'Odd characters in parameter names',
    why: 'Names are words; attacks put operators there. Share of other characters than letters, digits, _ - [ ] . $, 0 to 1.',
    unit: 'share',
    natural: same,
  },
  {
    name: 'syntax',
    most: 26,
    title: 'Kinds of syntax signs',
    why: 'Code needs quotes, brackets and operators side by side, ordinary text one or two of them. Different ones in the target, percent signs undone, at most 26.',
    unit: 'count',
    natural: same,
  },
  {
    name: 'joints',
    most: 10,
    title: 'Signs that follow signs',
    why: 'In words a sign stands between letters; in code signs meet. log2 of the places where syntax signs meet + 1, at most 10.',
    unit: 'count',
    natural: ofLog,
  },
  {
    name: 'pathRarity',
    most: 40,
    title: 'Rarity of the path',
    why: 'Scanners ask for what nobody else does. One request of so many has a path of this template; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
  {
    name: 'statusOddity',
    most: 40,
    title: 'Rarity of the status for this path',
    why: 'A page that always answered 200 now fails, or a probe succeeds. One of so many requests of the path; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
  {
    name: 'lengthOddity',
    most: 40,
    title: 'Rarity of so long a target for this path',
    why: 'A payload makes a target longer than the path ever had. One of so many requests of the path is as long; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
  {
    name: 'sizeOddity',
    most: 40,
    title: 'Rarity of so large an answer for this path',
    why: 'A page that suddenly gives much gives away. One of so many answers of the path is as large; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
  {
    name: 'agentRarity',
    most: 40,
    title: 'Rarity of the user agent',
    why: 'Tools are not what visitors use. One request of so many has this user agent, numbers aside; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
  {
    name: 'nameRarity',
    most: 40,
    title: 'Rarest parameter name',
    why: 'Guessed and smuggled parameters have names the site never had. One request of so many has it; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
  {
    name: 'valueOddity',
    most: 40,
    title: 'Oddest value for its parameter',
    why: 'Quotes in a parameter that always held digits. One of so many values of that name is made of such characters; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
  {
    name: 'gramRarity',
    most: 40,
    title: 'Rarity of pieces of the target',
    why: 'Syntax the site never saw, whatever it is. How rare pieces of four classes of characters are, averaged; log2, at most 40.',
    unit: 'rarity',
    natural: power,
    ofHistory: true,
  },
]
