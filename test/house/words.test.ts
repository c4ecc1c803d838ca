import { describe, expect, it } from 'vitest'
import { type Language, languages, load } from '../../renderer/words/languages.ts'
import { consoleSources, type Node, nodeOf, nodesOf, stringsIn, textOf } from './console-source.ts'

const names: Language[] = ['en', 'de', 'fr', 'es']

type Texts = Readonly<Record<string, unknown>>

/** `room:key.key` of every text. */
const flat = (texts: Texts, before = '', between = ':'): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]): [string, string][] => {
    const path = before === '' ? key : `${before}${between}${key}`
    if (typeof value === 'string') return [[path, value]]
    return flat(Object(value), path, before === '' ? ':' : '.')
  })

const all = new Map(
  await Promise.all(names.map(async (name) => [name, new Map(flat((await load[name]()).words))] as const)),
)
const textsOf = (name: Language): ReadonlyMap<string, string> => all.get(name) ?? new Map()
const english = textsOf('en')

const plural = /_(?:zero|one|two|few|many|other)$/
const base = (key: string): string => key.replace(plural, '')
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, inside = '']) => inside).toSorted((a, b) => a.localeCompare(b))
const nameIn = (placeholder: string): string => placeholder.split(',')[0] ?? ''

describe.each(names)('the words in %s', (name) => {
  const texts = textsOf(name)
  it('are there for every key of English and no other', () => {
    const keys = (of: ReadonlyMap<string, string>) => [...new Set([...of.keys()].map(base))].sort()
    expect(keys(texts)).toEqual(keys(english))
  })
  it('have each plural form that the language has', () => {
    const forms = new Intl.PluralRules(name).resolvedOptions().pluralCategories.toSorted()
    const wrong = [...texts.keys()]
      .filter((key) => plural.test(key))
      .filter((key) => !forms.every((form) => texts.has(`${base(key)}_${form}`)) || texts.has(base(key)))
    expect(wrong).toEqual([])
    expect(
      [...texts.keys()].filter((key) => !forms.includes(Object(/[a-z]+$/.exec(key))[0]) && plural.test(key)),
    ).toEqual([])
  })
  it('have the placeholders of English, formatted alike', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const model = english.get(key) ?? english.get(`${base(key)}_other`) ?? ''
      return placeholders(text).join() !== placeholders(model).join()
    })
    expect(wrong).toEqual([])
  })
  it('hold no markup, no nesting, nothing empty and no space lost at an edge', () => {
    expect([...texts].filter(([, text]) => /\$t\(|\{\{-|<|^\s|\s$|^$/.test(text))).toEqual([])
  })
  it('are called by a name', () => expect(languages[name]).toMatch(/^\p{Lu}\p{Ll}+$/u))
})

it('French keeps its signs of two parts with the word before', () => {
  expect([...textsOf('fr')].filter(([, text]) => / [:;?!»%]|« /.test(text))).toEqual([])
})

interface Call {
  readonly path: string
  /** `room:key`, with '*' for what is known at run time only */
  readonly key: string
  readonly given: readonly string[]
}

/** The room a file's `t` speaks for: what its `useTranslation` names first. */
const roomOf = (nodes: readonly Node[]): string =>
  nodes
    .filter((node) => node.type === 'CallExpression' && nodeOf(node.callee)?.name === 'useTranslation')
    .flatMap((node) => {
      const [argument] = nodesOf(node.arguments)
      return argument?.type === 'ArrayExpression'
        ? stringsIn(nodesOf(argument.elements)[0])
        : stringsIn(argument)
    })[0] ?? 'app'

const calls: readonly Call[] = consoleSources.flatMap(({ path, nodes }) =>
  nodes
    .filter((node) => node.type === 'CallExpression' && nodeOf(node.callee)?.name === 't')
    .flatMap((node) => {
      const [key, options] = nodesOf(node.arguments)
      const given = nodesOf(options?.properties).map((property) => textOf(nodeOf(property.key)?.name))
      const keys = stringsIn(key)
      if (keys.length === 0) throw new Error(`${path}: a key of t() is not written where it is asked for.`)
      return keys.map((one) => ({ path, key: one.includes(':') ? one : `${roomOf(nodes)}:${one}`, given }))
    }),
)

const matches = (pattern: string, key: string): boolean => {
  const [before = '', after] = pattern.split('*')
  return after === undefined ? key === before : key.startsWith(before) && key.endsWith(after)
}

describe('the console', () => {
  it('uses every word it has', () => {
    const unused = [...english.keys()]
      .map(base)
      .filter((key) => !calls.some((call) => matches(call.key, key)))
    expect(unused).toEqual([])
  })
  it('gives each text what it has a place for', () => {
    const wrong = calls.flatMap(({ path, key, given }) =>
      [...english]
        .filter(([known]) => matches(key, base(known)))
        .flatMap(([known, text]) => [
          ...placeholders(text).map(nameIn),
          ...(plural.test(known) ? ['count'] : []),
        ])
        .filter((name) => !given.includes(name))
        .map((name) => `${path}: ${key} is not given ${name}`),
    )
    expect(wrong).toEqual([])
  })
})

/** Attributes whose text people see or hear. */
const spoken =
  /^(?:aria-(?:label|description|valuetext|roledescription)|title|alt|label|description|placeholder|text|error)$/
const hasWords = (text: string): boolean => /\p{L}/u.test(text)

it('no component holds text', () => {
  const found = consoleSources.flatMap(({ path, nodes }) =>
    nodes
      .flatMap((node) => {
        if (node.type === 'JSXText') return [textOf(node.value)]
        if (node.type === 'JSXAttribute')
          return spoken.test(textOf(nodeOf(node.name)?.name)) ? stringsIn(nodeOf(node.value)) : []
        const children = /^JSX(?:Element|Fragment)$/.test(node.type) ? nodesOf(node.children) : []
        return children.flatMap(stringsIn)
      })
      .filter(hasWords)
      .map((text) => `${path}: ${text.trim()}`),
  )
  expect(found).toEqual([])
})
