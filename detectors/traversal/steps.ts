import type { Signature } from '../detector.ts'
import { isProse } from '../matching/surroundings.ts'
import { ascentOf, stepsOutside } from '../paths/ascent.ts'

const values = ['query', 'body', 'referer', 'userAgent'] as const
const dots = ['..', '.%', '%2e', '0x2e', '%c0', '??/', '.;.', '.\0', '. .']
const asset =
  /\.(?:css|js|mjs|png|jpe?g|gif|svg|ico|webp|woff2?|ttf|map|html?|md|pdf|scss|less|tsx?|vue)(?:[?#]|$)/i

/** Nobody speaks of so many steps. */
const talkedAbout = 5

/** Steps up, however they are written. */
export const steps: readonly Signature[] = [
  {
    id: 'traversal-deep',
    title: 'three steps up or more',
    fields: values,
    view: 'decoded',
    signs: dots,
    structure: 'three steps up or more in a row, however they are written, and not to a picture or style',
    find(text) {
      const ascent = ascentOf(text)
      if (!ascent || ascent.steps < 3) return undefined
      if (ascent.steps < talkedAbout && isProse(text, ascent.span)) return undefined
      return ascent.steps < 6 && asset.test(ascent.rest) && !/\0|\\/.test(text) ? undefined : ascent.span
    },
    confidence: 0.75,
    matches: [
      'file=../../../x',
      'file=..%2f..%2f..%2fy',
      'file=..%255c..%255c..%255cz',
      'file=....//....//....//x',
    ],
    ignores: ['ref=../../../img/logo.png', 'q=wait...+what...+really...', 'v=1..2..3'],
  },
  {
    id: 'traversal-steps',
    quietIn: ['prose'],
    title: 'one or two steps up',
    fields: [...values, 'path'],
    view: 'decoded',
    signs: dots,
    structure: 'a step up in a value, not to a picture, style or page',
    find(text) {
      const ascent = ascentOf(text)
      return ascent && !asset.test(ascent.rest) ? ascent.span : undefined
    },
    confidence: 0.3,
    matches: ['file=../x', 'file=../../etc', 'file=..\\x'],
    ignores: ['ref=../style.css', 'q=a..b', 'range=1..5'],
  },
  {
    id: 'traversal-double-step',
    quietIn: ['prose'],
    title: 'two steps up in a value that names a file',
    fields: ['query', 'body'],
    view: 'decoded',
    signs: dots,
    structure: 'two steps up at the start of a value',
    find(text) {
      const ascent = ascentOf(text)
      return ascent && ascent.steps >= 2 && ascent.span.start < 6 && !asset.test(ascent.rest)
        ? ascent.span
        : undefined
    },
    confidence: 0.25,
    matches: ['file=../../x', 'file=..\\..\\x', 'file=/../../x'],
    ignores: ['file=../x', 'file=a/../../b.css', 'q=1..2'],
  },
  {
    id: 'traversal-request-path',
    title: 'a request path that climbs out of the site',
    fields: ['path'],
    view: 'decoded',
    signs: dots,
    structure: 'more steps up than folders, or steps up hidden by encoding or by `..;/`',
    why: 'Browsers resolve steps up before they ask; what arrives with them was written by hand.',
    find(text) {
      const ascent = ascentOf(text)
      if (!ascent) return undefined
      const isHidden = /\.\.;|\\|\0|\.{4}/.test(text)
      // Old crawlers resolve the relative addresses of pages wrongly.
      if (!isHidden && ascent.steps < 3 && (asset.test(ascent.rest) || ascent.steps < 2)) return undefined
      return stepsOutside(text) > 0 || ascent.steps >= 3 || isHidden ? ascent.span : undefined
    },
    confidence: 0.7,
    matches: ['/../../etc/hosts', '/static/..%2f..%2f..%2fx', '/app/..;/manager', '/cgi-bin/.%2e/.%2e/x'],
    ignores: ['/a/b/../c', '/v1..2/x', '/file...pdf'],
  },
  {
    id: 'traversal-encoded',
    title: 'steps up that hide from filters',
    fields: ['query', 'body', 'path'],
    part: 'whole',
    view: 'raw',
    signs: [
      '%2e',
      '%c0',
      '%e0',
      '%u',
      '%25',
      '%5c',
      '%2f',
      '0x2e',
      '%00',
      '.;',
      '%f0',
      '%fc',
      '%f8',
      '%uff',
      '..',
    ],
    patterns: [
      /(?:%(?:25){0,4}2e|\.)(?:%00)?%(?:25){0,4}2e(?:%00)?(?:%(?:25){0,4}(?:2f|5c)|[/\\])/i,
      // Dots as overlong UTF-8, as %u, in full width or as 0x.
      /(?:%(?:25){0,3}c0%(?:25){0,3}[a2]e|%(?:25){0,3}u(?:ff0e|002e|2024)|%e0%80%ae|%f0%80%80%ae|0x2e){2}(?:%00)?(?:%(?:25){0,4}(?:2f|5c|c[01])|[/\\]|%(?:25){0,3}u(?:221[56]|efc8)|%e0%80|0x2f|0x5c)/i,
      /[.e](?:%00)?(?:%(?:25){0,3}c0%(?:25){0,3}[a2]e|%(?:25){0,3}u(?:ff0e|002e|2024)|%e0%80%ae|0x2e)(?:%00)?(?:%(?:25){0,4}(?:2f|5c|c[01])|[/\\]|%(?:25){0,3}u221[56]|0x2f|0x5c)/i,
      // Separators hidden behind plain dots.
      /\.\.(?:%(?:25){0,3}(?:u(?:efc8|f025|221[56])|c[01]%)|%(?:25){1,4}(?:2f|5c)|%e0%80%af|%f0%80|%00|%bg%qf|0x2f|0x5c|%5c\.\.%5c)/i,
      /%(?:25){1,4}2e(?:%(?:25){1,4}2e|\.)/i,
    ],
    confidence: 0.5,
    matches: ['file=%2e%2e%2fx', 'file=..%255cx', 'file=%c0%ae%c0%ae/x'],
    ignores: ['file=a%2fb.c', 'q=..+..', 'q=100%25'],
  },
  {
    id: 'traversal-template-name',
    title: 'steps to a placeholder that tools fill in',
    fields: ['query', 'body', 'path'],
    view: 'decoded',
    signs: ['{file}', '/./', '\\.\\', '....................'],
    patterns: [/[/\\.]{2}\s?\{FILE\}/i, /(?:[/\\]\.){4}[/\\]/, /\.{20}[/\\]/],
    confidence: 0.6,
    matches: ['file=../{FILE}', 'file=/././././x', 'file=\\.\\.\\.\\.\\x'],
    ignores: ['file={file}', 'path=/./a', 'q=a/./b'],
  },
]
