import type { Span } from '../detector.ts'

/** Steps up in a row: `..` in all its dresses, each followed by a separator. */
const step =
  /(?:\.{2,4}|\.(?:\0|%00|\s)\.|\.;\.|(?:0x2e|%2e|%c0%2e|%c0%ae|\u2024|\u3002){2}|\.(?:0x2e|%2e)|(?:0x2e|%2e)\.|\?\?)(?:;[\w=]{0,16})?(?:[/\\\u2215\u2216\u2044\u29f8\u29f5\uefc8\uf025]{1,4}|0x2f|0x5c|2f|5c|%2f|%5c|%c0%2f|%c1%9c|%c0%5c|%c0%af|c0%af|%c1%af|\0)/gi

export interface Ascent {
  /** steps up, all counted */
  readonly steps: number
  readonly span: Span
  /** what the path is asked for once up there */
  readonly rest: string
}

/** Counts the steps up in a decoded text; undefined where there are none. */
export function ascentOf(text: string): Ascent | undefined {
  if (!/\.|0x2e|%2e|\u2024|\?\?/i.test(text)) return undefined
  step.lastIndex = 0
  let steps = 0
  let start = -1
  let end = 0
  for (let match = step.exec(text); match && steps < 200; match = step.exec(text)) {
    // "wait...//" is a sentence, not a step.
    if (
      /^\.{3,4}\//.test(match[0]) &&
      !/^\.{4}\/\//.test(match[0]) &&
      /[a-z]/i.test(text[match.index - 1] ?? '')
    )
      continue
    if (start === -1) start = match.index
    steps++
    end = match.index + match[0].length
  }
  return steps === 0 ? undefined : { steps, span: { start, end }, rest: text.slice(end) }
}

/** How far up a path goes beyond where it starts: `a/../../b` leaves by one, `a/../b` by none. */
export function stepsOutside(path: string): number {
  let depth = 0
  let outside = 0
  for (const segment of path.split(/[/\\]+/)) {
    if (segment === '' || segment === '.') continue
    if (/^\.\.(?:;.*)?$/.test(segment)) {
      if (depth === 0) outside++
      else depth--
    } else depth++
  }
  return outside
}
