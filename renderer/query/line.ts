import { type AlertFilter, type AlertValues, type TriageState, triageStates } from '../../contract/index.ts'
import { canonical, type Field, fields, isField, mostOf, valuesOf } from './fields.ts'

/** One value that is asked for, or left out. */
export interface Term {
  readonly field: Field
  readonly value: string
  readonly isNot: boolean
}

/** A part of the line that makes no sense: the rest holds. */
export interface Problem {
  readonly part: string
  readonly kind: 'field' | 'value' | 'quote' | 'many'
}

export interface Line {
  readonly terms: readonly Term[]
  readonly problems: readonly Problem[]
}

const longest = 10_000

/** `field:value`, `-field:value`, `field:a,b`, words, and "what holds spaces", in any order. */
export function readLine(text: string): Line {
  const terms: Term[] = []
  const problems: Problem[] = []
  if (text.length > longest) problems.push({ part: `${text.slice(longest, longest + 20)} …`, kind: 'many' })
  for (const part of partsOf(text.slice(0, longest))) {
    if (part.isOpen) problems.push({ part: part.text, kind: 'quote' })
    const { isNot, name, values } = part
    if (name !== undefined && !isField(name)) problems.push({ part: part.text, kind: 'field' })
    else {
      const field = name ?? 'text'
      for (const value of values) {
        const known = canonical(field, value)
        if (known === undefined) problems.push({ part: part.text, kind: 'value' })
        else add(terms, problems, { field, value: known, isNot })
      }
    }
  }
  return { terms, problems }
}

/** A term more, unless it is there already or the field has as many as the engine takes. */
function add(terms: Term[], problems: Problem[], term: Term): void {
  if (terms.some((other) => isSame(other, term))) return
  const alike = terms.filter(({ field, isNot }) => field === term.field && isNot === term.isNot)
  if (alike.length < mostOf(term.field)) terms.push(term)
  else problems.push({ part: writeTerm(term), kind: 'many' })
}

export const isSame = (a: Term, b: Term): boolean =>
  a.field === b.field && a.value === b.value && a.isNot === b.isNot

interface Part {
  readonly text: string
  readonly isNot: boolean
  /** before the colon; undefined for a text */
  readonly name: string | undefined
  readonly values: readonly string[]
  /** a quote that does not end */
  readonly isOpen: boolean
}

/** A value: quoted, with \" and \\ inside, or without spaces, commas and quotes. */
const valuePattern = /"((?:[^"\\]|\\.)*)("?)|[^\s",]+/y

/** A name and its colon; what is no field before '//' is the scheme of a URL. */
function nameAt(text: string, at: number): RegExp {
  const [, scheme = ''] = /^([a-z]+):\/\//i.exec(text.slice(at, at + 20)) ?? []
  return scheme === '' || isField(scheme.toLowerCase()) ? /([a-z]+):/iy : /(?!)()/y
}

function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match
  }
  while (at < text.length) {
    if (take(/[\s,]+/y)) continue
    const begin = at
    const isNot = text[at] === '-' && take(/-(?=\S)/y) !== null
    const name = take(nameAt(text, at))?.[1]?.toLowerCase()
    const values: string[] = []
    let isOpen = false
    do {
      const match = take(valuePattern)
      if (!match) break
      const [whole, quoted, end] = match
      isOpen ||= quoted !== undefined && end === ''
      values.push(quoted === undefined ? whole : quoted.replace(/\\(.)/g, '$1'))
    } while (name !== undefined && take(/,/y))
    if (at === begin) at++
    const taken = values.filter((value) => value !== '')
    if (taken.length > 0 || name !== undefined)
      parts.push({ text: text.slice(begin, at), isNot, name, values: taken, isOpen })
  }
  return parts
}

/** The line of terms: reading it gives the same terms. */
export const writeLine = (terms: readonly Term[]): string => terms.map(writeTerm).join(' ')

export function writeTerm({ field, value, isNot }: Term): string {
  const name = field === 'text' ? '' : `${field}:`
  const isPlain = /^[^\s",\\:-][^\s",\\:]*$/.test(value) || (field !== 'text' && /^[^\s",\\]+$/.test(value))
  const written = isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
  return `${isNot ? '-' : ''}${name}${written}`
}

/** What terms ask of the engine. */
export function filterOf(terms: readonly Term[]): AlertFilter {
  const not = valuesOfTerms(terms.filter(({ isNot }) => isNot))
  return {
    ...valuesOfTerms(terms.filter(({ isNot }) => !isNot)),
    ...(Object.keys(not).length > 0 && { not }),
  }
}

function valuesOfTerms(terms: readonly Term[]): AlertValues {
  const all: AlertValues = {}
  for (const field of fields) {
    const values = terms.filter((term) => term.field === field).map(({ value }) => value)
    if (values.length > 0) Object.assign(all, valuesOf(field, values))
  }
  return all
}

/** The states of incidents that terms ask for; undefined where they ask for none, empty where nothing is left. */
export function statesOf(terms: readonly Term[]): readonly TriageState[] | undefined {
  const named = terms.filter(({ field }) => field === 'state')
  if (named.length === 0) return undefined
  const has = (state: TriageState, isNot: boolean) =>
    named.some((term) => term.value === state && term.isNot === isNot)
  const isOpen = named.every(({ isNot }) => isNot)
  return triageStates.filter((state) => (isOpen || has(state, false)) && !has(state, true))
}
