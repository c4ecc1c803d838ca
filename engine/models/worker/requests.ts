import type { LogEvent } from '../../../contract/event.ts'
import { createSignatureMatching } from '../../../detectors/index.ts'
import { isScorable } from '../../../ml/extract-features.ts'
import { LineParser } from '../../formats/index.ts'
import { FernetError } from '../../sealed-log/fernet.ts'
import { type Frame, readFrame } from '../../sealed-log/frame.ts'
import { Keyring } from '../../sealed-log/keyring.ts'
import { dayAndAddress, type Traffic } from './task.ts'
import { type TokenFile, tokenFiles, tokensOf } from './token-files.ts'

/** An innocent request, opened. */
export interface OpenedRequest {
  readonly event: LogEvent
  readonly raw: string
  readonly sourceId: number
  /** place of its token in the order of all that is read */
  readonly token: number
}

/** How far a reading is. */
export interface ReadSoFar {
  /** of the bytes there are, 0 to 1 */
  share: number
  lines: number
  /** innocent requests of the wanted period and sources */
  requests: number
  /** requests of them that a signature found something in, or whose address was found by frequency that day */
  leftOut: number
}

export interface ReadingOptions {
  readonly visit: (request: OpenedRequest) => void
  /** told after each piece that was read */
  readonly onRead?: (soFar: Readonly<ReadSoFar>) => void | Promise<void>
  /** asked for the place of each token: what is not wanted is not opened */
  readonly isWanted?: (token: number) => boolean
}

/** Reads the retained traffic once, in the order of its files. Answers what was read in all. */
export async function readRequests(traffic: Traffic, options: ReadingOptions): Promise<ReadSoFar> {
  const { visit, onRead, isWanted = () => true } = options
  const judge = createJudge(traffic)
  const parsers = new Map<number, LineParser>()
  const files = await tokenFiles(traffic)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const soFar: ReadSoFar = { share: 0, lines: 0, requests: 0, leftOut: 0 }
  let token = -1
  let bytesBefore = 0

  function look({ header, lines }: Frame): void {
    const parser = parsers.get(header.source) ?? new LineParser()
    parsers.set(header.source, parser)
    for (const raw of lines) {
      soFar.lines++
      const event = parser.parse(raw, header.at)
      const verdict = event && judge(event)
      if (!event || verdict === undefined) continue
      if (verdict === 'left-out') soFar.leftOut++
      else {
        soFar.requests++
        visit({ event, raw, sourceId: header.source, token })
      }
    }
  }

  const wanted = new Set(traffic.sources.map(({ id }) => id))
  for (const file of files) {
    const keyring = new Keyring(file.keys)
    for await (const { tokens, bytes } of tokensOf(file)) {
      const chosen: string[] = []
      const places: number[] = []
      for (const text of tokens) {
        if (!isWanted(++token)) continue
        chosen.push(text)
        places.push(token)
      }
      const last = token
      for (const [i, opened] of keyring.openTexts(chosen).entries()) {
        token = places[i] ?? last
        const frame = opened instanceof FernetError ? undefined : frameOf(opened, file)
        if (frame && wanted.has(frame.header.source)) look(frame)
      }
      token = last
      soFar.share = Math.min(1, (bytesBefore + bytes) / total)
      await onRead?.(soFar)
    }
    bytesBefore += file.size
  }
  soFar.share = 1
  await onRead?.(soFar)
  return soFar
}

/** The own log holds frames; the text of a foreign token can never pass for one. */
function frameOf(text: string, { sourceId, written }: TokenFile): Frame | undefined {
  if (sourceId === undefined) return readFrame(text)
  const lines = text.replace(/\n$/, '').split('\n')
  return { header: { v: 1, source: sourceId, at: written }, lines }
}

/** Says of an event whether it is wanted, and innocent. */
function createJudge({
  from,
  to,
  leftOut,
}: Traffic): (event: LogEvent) => 'innocent' | 'left-out' | undefined {
  const match = createSignatureMatching()
  const found = new Set(leftOut)
  return (event) => {
    const { time, sourceIp } = event
    if (!isScorable(event) || (from !== undefined && time < from) || (to !== undefined && time >= to))
      return undefined
    const isFound = found.has(dayAndAddress(time, sourceIp)) || match(event).length > 0
    return isFound ? 'left-out' : 'innocent'
  }
}
