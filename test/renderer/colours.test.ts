import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Color,
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  type Rgb,
  wcagContrast,
} from 'culori'
import { describe, expect, it } from 'vitest'
import { severities } from '../../contract/index.ts'

const renderer = fileURLToPath(new URL('../../renderer', import.meta.url))
const tokens = readFileSync(join(renderer, 'app/tokens.css'), 'utf8')

/** A theme's colours by their tokens' names. */
function coloursOf(scheme: string): (name: string) => Color {
  const block = tokens.split(`scheme="${scheme}"] {`)[1]?.split('}')[0] ?? ''
  const colours = new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
  )
  return (name) => {
    const colour = parse(colours.get(name) ?? '')
    if (!colour) throw new Error(`--${name} is no colour of the ${scheme} theme: see app/tokens.css.`)
    return colour
  }
}

const toLinear = converter('lrgb')

/** What text and signs stand on. */
const grounds = ['ground', 'raised']
const texts = ['ink', 'quiet', 'faint', 'accent', 'good', 'warning', 'bad', 'demo']

const within = (value: number): number => Math.min(1, Math.max(0, value))

/**
 * How a colour is seen by eyes that lack one kind of cone. The matrices (Machado et al. 2009) are made for linear light,
 * the filter takes the numbers as they come: so it is handed linear ones.
 */
const seenWithout =
  (filter: (colour: Rgb) => Color) =>
  (colour: Color): Color => {
    const { r, g, b } = toLinear(colour)
    const seen = filter({ mode: 'rgb', r, g, b })
    if (seen.mode !== 'rgb') throw new Error(`The filter answered in ${seen.mode}, not in rgb.`)
    return { mode: 'lrgb', r: within(seen.r), g: within(seen.g), b: within(seen.b) }
  }
const visions = [
  ['usual', (colour: Color) => colour],
  ['protan', seenWithout(filterDeficiencyProt(1))],
  ['deutan', seenWithout(filterDeficiencyDeuter(1))],
  ['tritan', seenWithout(filterDeficiencyTrit(1))],
] as const
const pairs = severities.flatMap((one, i) => severities.slice(i + 1).map((other) => [one, other] as const))

describe.each(['dark', 'light'])('in the %s theme', (scheme) => {
  const colour = coloursOf(scheme)
  describe.each(grounds)('on --%s', (ground) => {
    it.each(severities)('%s stands out at 4.6:1', (severity) => {
      expect(wcagContrast(colour(`severity-${severity}`), colour(ground))).toBeGreaterThanOrEqual(4.6)
    })
    it.each(texts)('text in --%s is legible at 4.5:1', (text) => {
      expect(wcagContrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
    })
  })
  it.each([
    ['ink', 'chosen'],
    ['quiet', 'chosen'],
    ['accent', 'chosen'],
    ['on-match', 'match'],
    ['ink', 'warning-ground'],
    ['warning', 'warning-ground'],
    ['ink', 'bad-ground'],
    ['bad', 'bad-ground'],
  ])('text in --%s is legible on --%s', (text, ground) => {
    expect(wcagContrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
  })
  it.each(['bar', 'anomaly', 'map-heat'])('the mark --%s stands out at 3:1', (mark) => {
    expect(wcagContrast(colour(mark), colour('raised'))).toBeGreaterThanOrEqual(3)
  })
  describe.each(visions)('with %s vision', (_name, seen) => {
    it.each(pairs)('%s and %s are told apart', (one, other) => {
      const difference = differenceCiede2000()(
        seen(colour(`severity-${one}`)),
        seen(colour(`severity-${other}`)),
      )
      expect(difference).toBeGreaterThanOrEqual(19)
    })
  })
})

it('colours are written in the token files only', () => {
  const tokenFiles = ['app/tokens.css', 'app/theme.ts']
  const wrong = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:css|tsx?|html)$/.test(path) && !tokenFiles.includes(path))
    .flatMap((path) =>
      readFileSync(join(renderer, path), 'utf8')
        .split('\n')
        .filter((line) => /#[0-9a-f]{3,8}\b(?![-/])|\b(?:rgb|hsl|oklch)a?\(/i.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
  expect(wrong).toEqual([])
})

it('every token that is used is there, and every one that is there is used', () => {
  const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:css|tsx?)$/.test(path))
    .map((path) => readFileSync(join(renderer, path), 'utf8'))
  const used = new Set(
    sources.flatMap((text) => [...text.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name)),
  )
  // A severity's token is put together from its name.
  for (const severity of severities) used.add(`severity-${severity}`)
  const there = new Set([...tokens.matchAll(/^ {2}--([\w-]+):/gm)].map(([, name]) => name))
  const own = [...used].filter((name) => name !== undefined && !/^(?:mantine-|share$|severity-$)/.test(name))
  expect(new Set(own)).toEqual(there)
})

it('both themes have the same tokens', () => {
  const names = (scheme: string) =>
    [...(tokens.split(`scheme="${scheme}"] {`)[1]?.split('}')[0] ?? '').matchAll(/--([\w-]+):/g)].map(
      ([, name]) => name,
    )
  expect(names('light')).toEqual(names('dark'))
})
