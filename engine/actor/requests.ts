import type { ActorRequest, ActorRequests } from '../../contract/actor.ts'
import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { LineParser } from '../formats/index.ts'
import type { Frame } from '../sealed-log/frame.ts'
import { framesOf, type OwnLog } from '../sealed-log/frames-of.ts'
import { segmentNumbers } from '../sealed-log/segments.ts'

/** Lines looked at for one answer. */
const linesAtMost = 400_000

export interface RequestSearch extends OwnLog {
  readonly match: (event: LogEvent) => Finding[]
  /** true for the actor's addresses */
  readonly isActor: (ip: string) => boolean
  /** event time: from <= time < to */
  readonly from: number
  readonly to: number
  readonly limit: number
  /** ends the search early */
  readonly signal?: AbortSignal | undefined
}

/**
 * The requests of an actor in Vedette's own sealed log, innocent ones as well: what it got beside what it attacked.
 * Segments are looked through from the newest back, within a bound on lines. Lines of foreign sealed files are not
 * there: they stay in their files.
 */
export async function requestsOf(search: RequestSearch): Promise<ActorRequests> {
  const { from, limit, signal } = search
  const found: ActorRequest[] = []
  let lines = 0
  let since: number | undefined
  const numbers = (await segmentNumbers(search.dir)).reverse()
  for (const [at, segment] of numbers.entries()) {
    const inSegment: ActorRequest[] = []
    let newestArrival: number | undefined
    for await (const frames of framesOf(search, segment)) {
      if (signal?.aborted) return answer(found, limit, lines, since, false)
      for (const frame of frames) {
        const looked = lookAt(frame, search, inSegment)
        newestArrival = Math.max(newestArrival ?? 0, frame.header.at)
        lines += looked.lines
        since = Math.min(since ?? looked.first, looked.first)
      }
    }
    found.push(...inSegment.sort((a, b) => b.time - a.time))
    // What arrived before the range began may still tell of times in it, but not of later ones than its arrival.
    const isOlder = newestArrival !== undefined && newestArrival < from
    const isLast = at === numbers.length - 1
    if (isOlder || isLast) return answer(found, limit, lines, since, true)
    if (lines >= linesAtMost || found.length >= limit) break
  }
  return answer(found, limit, lines, since, numbers.length === 0)
}

const answer = (
  found: readonly ActorRequest[],
  limit: number,
  lines: number,
  since: number | undefined,
  isComplete: boolean,
): ActorRequests => ({
  requests: found.toSorted((a, b) => b.time - a.time).slice(0, limit),
  lines,
  ...(since !== undefined && Number.isFinite(since) && { since }),
  isComplete: isComplete && found.length <= limit,
})

function lookAt({ header, lines }: Frame, search: RequestSearch, into: ActorRequest[]) {
  const { isActor, from, to, match } = search
  const parser = new LineParser()
  let first = Number.POSITIVE_INFINITY
  for (const line of lines) {
    const event = parser.parse(line, header.at)
    if (!event) continue
    const { time, sourceIp, method, target, status, bytes, userAgent } = event
    first = Math.min(first, time)
    if (event.kind !== 'http' || time < from || time >= to || !isActor(sourceIp)) continue
    into.push({
      time,
      sourceId: header.source,
      sourceIp,
      ...(method !== undefined && { method }),
      ...(target !== undefined && { target }),
      ...(status !== undefined && { status }),
      ...(bytes !== undefined && { bytes }),
      ...(userAgent !== undefined && { userAgent }),
      isAttack: match(event).length > 0,
    })
  }
  return { lines: lines.length, first }
}
