import type { LogEvent } from '../../contract/event.ts'
import { pathTemplate } from '../path-template.ts'
import { standAlone } from '../stand-alone.ts'
import { longestRead } from './grams.ts'
import { finish, hashText, mix } from './hash.ts'

/** What a fact is about: part of its key. */
const about = { path: 1, status: 2, length: 3, size: 4, agent: 5, name: 6, value: 7 } as const

/** Parameters read of one request. */
export const mostParameters = 32
/** Texts remembered with their keys; beyond that the memory starts anew. */
const remembered = 4096
const longestRemembered = 512
const longestAgent = 512

/** Lengths and sizes are told apart by a factor of two, from 2^firstStep on. */
export const firstStep = 5
const bucketOf = (count: number): number => Math.min(40, Math.floor(Math.log2(Math.max(0, count) + 1)))

/**
 * Reads from requests what a site is known by, as keys: the template of the path; by path the status, how
 * long targets and answers are; the user agent without its numbers; names of parameters and what their values are
 * made of. One request at a time: the next one is written over it.
 */
export class FactReader {
  readonly #seed: number
  readonly #paths = new Map<string, number>()
  readonly #agents = new Map<string, number>()
  path = 0
  status = 0
  agent = 0
  /** of length and size: how far up, and the key each step is made of */
  lengthBucket = 0
  /** -1 where the line does not say */
  sizeBucket = -1
  parameters = 0
  readonly names = new Int32Array(mostParameters)
  /** by name: the signs its value is made of */
  readonly values = new Int32Array(mostParameters)

  constructor(seed: number) {
    this.#seed = seed
  }

  read(event: LogEvent): void {
    const whole = event.target ?? ''
    const target = whole.length > longestRead ? whole.slice(0, longestRead) : whole
    const path = this.#pathOf(event.path ?? target)
    this.path = finish(mix(path, about.path))
    this.status = finish(mix(mix(path, about.status), event.status ?? 0))
    this.agent = this.#agentOf(event.userAgent ?? '')
    this.lengthBucket = bucketOf(target.length)
    this.sizeBucket = event.bytes === undefined ? -1 : bucketOf(event.bytes)
    this.#path = path
    this.#readParameters(target)
  }

  #path = 0

  /** The key of "targets of this path that are in this step of length or above". */
  lengthKey(bucket: number): number {
    return finish(mix(mix(this.#path, about.length), bucket))
  }

  sizeKey(bucket: number): number {
    return finish(mix(mix(this.#path, about.size), bucket))
  }

  #pathOf(path: string): number {
    const known = this.#paths.get(path)
    if (known !== undefined) return known
    // Without digits and braces a path is its own template: most are.
    const template = path.length > 512 || /[0-9{}]/.test(path) ? pathTemplate(path) : path
    const key = hashText(this.#seed, template)
    remember(this.#paths, path, key)
    return key
  }

  #agentOf(agent: string): number {
    const known = this.#agents.get(agent)
    if (known !== undefined) return known
    const read = agent.slice(0, longestAgent).replace(/[0-9]+(?:[._][0-9]+)*/g, '0')
    const key = finish(mix(hashText(this.#seed, read), about.agent))
    remember(this.#agents, agent, key)
    return key
  }

  #readParameters(target: string): void {
    this.parameters = 0
    let at = target.indexOf('?') + 1
    if (at === 0) return
    while (at < target.length && this.parameters < mostParameters) {
      const ampersand = target.indexOf('&', at)
      const end = ampersand === -1 ? target.length : ampersand
      const equals = target.indexOf('=', at)
      const isNamed = equals !== -1 && equals < end
      const nameEnd = isNamed ? equals : end
      if (end > at) {
        const name = hashText(this.#seed, target, at, Math.min(nameEnd, at + 64))
        const i = this.parameters++
        this.names[i] = finish(mix(name, about.name))
        this.values[i] = finish(mix(mix(name, about.value), isNamed ? signsOf(target, equals + 1, end) : 0))
      }
      at = end + 1
    }
  }
}

function remember(memory: Map<string, number>, text: string, key: number): void {
  if (text.length > longestRemembered) return
  if (memory.size >= remembered) memory.clear()
  memory.set(standAlone(text), key)
}

/** Bits of the kinds of characters in a value, percent signs undone: letters, digits, and groups of signs. */
const kinds = new Uint16Array(256)
;[
  /[a-zA-Z]/,
  /[0-9]/,
  /[-_.~]/,
  /[ +]/,
  /[,:;@!*#?&=|%]/,
  /\//,
  /["'`]/,
  /[<>]/,
  /[()[\]{}]/,
  /[$\\^]/,
].forEach((kind, i) => {
  for (let code = 0; code < 128; code++)
    if (kind.test(String.fromCharCode(code))) kinds[code] = (kinds[code] ?? 0) | (1 << i)
})
for (let code = 0; code < 256; code++)
  if (code < 32 || code === 127) kinds[code] = 1 << 10
  else if (code > 127) kinds[code] = 1 << 11

function signsOf(text: string, from: number, to: number): number {
  let signs = 0
  const end = Math.min(to, from + 1024)
  for (let i = from; i < end; i++) {
    let code = text.charCodeAt(i)
    if (code === 37) {
      const byte = Number.parseInt(text.slice(i + 1, i + 3), 16)
      if (byte >= 0) {
        code = byte
        i += 2
      }
    }
    signs |= code < 256 ? (kinds[code] ?? 0) : 1 << 11
  }
  return signs
}
