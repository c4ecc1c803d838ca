import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { attackTypes } from '../contract/attack-type.ts'
import { NotFound } from './errors.ts'

/** The labelled requests that Vedette ships; their README says how they were made. */
export const labelledFiles: readonly string[] = ['attacks.tsv', 'innocent.tsv'].map((name) =>
  fileURLToPath(new URL(`../data/scoreboard/${name}`, import.meta.url)),
)

const columns = ['kind', 'expected', 'method', 'target', 'agent', 'referer', 'host'] as const

const header = z
  .string()
  .regex(/^[\x20-\x7e]+$/, 'holds something else than printable ASCII')
  .optional()

const LabelledRequest = z.object({
  kind: z.string().min(1, 'is empty').max(40, 'is longer than 40 characters'),
  /** the attack types that count as right, its own first; empty for an innocent request */
  expected: z
    .string()
    .transform((text) => (text === 'innocent' ? [] : text.split('|')))
    .pipe(z.array(z.enum(attackTypes, "is neither 'innocent' nor attack types joined by '|'"))),
  method: z.string().regex(/^[A-Z_]{1,32}$/, 'is not a method in capitals'),
  target: z.string().regex(/^[!-~]+$/, 'is not a target as sent: printable ASCII without blanks'),
  agent: header,
  referer: header,
  host: z
    .string()
    .regex(/^[a-z0-9.-]+$/, 'is not a host name')
    .optional(),
})
export type LabelledRequest = z.infer<typeof LabelledRequest>

/** Reads the labelled set. @throws NotFound where a file is missing, Error with file, line and column where one is wrong */
export async function readLabelledSet(files = labelledFiles): Promise<LabelledRequest[]> {
  const sets = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8').catch(() => {
        throw new NotFound(`There is no labelled set at ${file}: install Vedette anew.`)
      })
      return parseLabelledSet(text, file)
    }),
  )
  return sets.flat()
}

/** Parses one file of the set: a header of the column names, then a request a line; `-` or nothing is absent. */
export function parseLabelledSet(text: string, file: string): LabelledRequest[] {
  const [head, ...lines] = text.split(/\r?\n/)
  if (head !== columns.join('\t'))
    throw new Error(
      `${file}, line 1: the header must be the columns ${columns.join(', ')}, with tabs between.`,
    )
  return lines.flatMap((line, index) => (line === '' ? [] : [parseRow(line, `${file}, line ${index + 2}`)]))
}

function parseRow(line: string, place: string): LabelledRequest {
  const cells = line.split('\t')
  if (cells.length > columns.length)
    throw new Error(`${place}: has ${cells.length} columns, at most ${columns.length} fit.`)
  const given = columns.flatMap((column, i) => {
    const cell = cells[i]
    return cell === undefined || cell === '' || cell === '-' ? [] : [[column, cell]]
  })
  const row = LabelledRequest.safeParse(Object.fromEntries(given))
  if (row.success) return row.data
  const [issue] = row.error.issues
  const column = String(issue?.path[0])
  const isAbsent = !given.some(([name]) => name === column)
  throw new Error(`${place}: '${column}' ${isAbsent ? 'is missing' : issue?.message}.`)
}

/** Most of the set stands for visitors with an ordinary browser. */
const ordinaryAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

/** 21 November 2026, 10:00 UTC: each request comes a second after the one before. */
const morning = Date.UTC(2026, 10, 21, 10)
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** What nginx writes instead of a character that could end the quoted part or the line. */
const escaped = (text: string): string =>
  text.replace(/["\\]/g, (c) => `\\x${c.charCodeAt(0).toString(16).toUpperCase()}`)

/**
 * The combined line (with a host: the vhost-combined one) that a server writes for request number `index`. Each comes
 * from an address of its own in 198.18.0.0/15, which is set aside for measurements, so that none counts towards
 * another's frequency.
 */
export function toLogLine(request: LabelledRequest, index: number): string {
  const { expected, method, target, agent, referer, host } = request
  const at = new Date(morning + index * 1000)
  const day = `${String(at.getUTCDate()).padStart(2, '0')}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`
  const ip = `198.18.${(index >> 8) & 255}.${index & 255}`
  const headers = `"${escaped(referer ?? '-')}" "${escaped(agent ?? ordinaryAgent)}"`
  // Scanners ask for what is not there; a tool that answers is one of the site's own.
  const status = expected[0] === 'scanner' ? 404 : 200
  const line = `${ip} - - [${day}:${at.toISOString().slice(11, 19)} +0000] "${method} ${escaped(target)} HTTP/1.1" ${status} 512 ${headers}`
  return host === undefined ? line : `${host}:443 ${line}`
}
