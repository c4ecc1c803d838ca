import fc from 'fast-check'

/** What attacks and broken writers are made of; repeated, it is what a slow pattern is slow at. */
const pieces = [
  ...[
    "'",
    '"',
    '<',
    '>',
    '%',
    '%2',
    '%25',
    '%u00',
    '%c0%',
    '/*',
    '*/',
    '--',
    '../',
    '..;/',
    '(',
    ')',
    ' ',
    '\n',
  ],
  ...[
    '\\',
    '\\x',
    '\\u{',
    '\\"',
    '" ',
    '" "',
    '&',
    '&&',
    '&#',
    '&#x',
    '&lt',
    '=',
    ';',
    '[',
    ']',
    '{',
    '}',
    '{"a":',
  ],
  ...[
    '$(',
    '${',
    '${IFS}',
    '`',
    '|',
    'a',
    'A0',
    '0',
    '0x',
    '1e',
    '-',
    '_',
    ':',
    ',',
    '.',
    '@',
    '#',
    '+',
    '?',
    '!',
  ],
  ...[
    'union ',
    'select ',
    "' or ",
    '1 or ',
    'case when ',
    '<a ',
    '<svg/on',
    ' on',
    'javascript:',
    'http://',
    '//',
  ],
  ...[
    'data:',
    'base64,',
    'QUJD',
    'é',
    '🦉',
    '\ud800',
    '\u0000',
    '\ufeff',
    '＜',
    ' from ',
    ' port ',
    ' for ',
    'rhost=',
  ],
]

const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
)

/** Text of any shape up to about `most` characters: a few pieces, then some of them over and over, then a few more. */
export const hostileText = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(piece, { maxLength: 8 }),
      fc.array(piece, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: most }),
      fc.array(piece, { maxLength: 8 }),
    )
    .map(
      ([before, repeated, length, after]) =>
        before.join('') + fill(repeated.join(''), length) + after.join(''),
    )

/** `unit` over and over, `length` characters of it. */
export const fill = (unit: string, length: number): string =>
  unit === '' ? '' : unit.repeat(Math.ceil(length / unit.length)).slice(0, length)

/** Pieces alone and in pairs: the repetitions that decide whether a reader is linear. */
export const units: readonly string[] = [
  ...pieces,
  ...pieces.flatMap((first, i) =>
    [7, 19, 41].map((step) => first + (pieces[(i + step) % pieces.length] ?? '')),
  ),
]
