import type { TriageState } from '../../../contract/triage.ts'
import { floorTo, hourMs, minuteMs } from '../time-steps.ts'

/** How far from an incident an alert still belongs to it. */
export const reachMs = 30 * minuteMs
/** How long an incident lasts at most. */
export const longestMs = 24 * hourMs

/** Of an incident what decides which alerts join it; times in epoch milliseconds. */
export interface Span {
  readonly first: number
  readonly last: number
  readonly state: TriageState
}

export const minuteOf = (time: number): number => floorTo(time, minuteMs)

/** From a minute to the nearest minute of an incident, in milliseconds; 0 within it. */
export function distance({ first, last }: Span, minute: number): number {
  if (minute < minuteOf(first)) return minuteOf(first) - minute
  return Math.max(0, minute - minuteOf(last))
}

/** Whether alerts of a minute may join an incident, where no other one is nearer. */
export function mayJoin(span: Span, minute: number): boolean {
  const away = distance(span, minute)
  if (away === 0) return true
  if (away > reachMs || (span.state === 'resolved' && minute > span.last)) return false
  const begin = Math.min(minute, minuteOf(span.first))
  return Math.max(minute, minuteOf(span.last)) + minuteMs - begin <= longestMs
}

/** The incident that alerts of a minute join: the nearer of those before and after it, the earlier of two as near. */
export function joined<S extends Span>(
  before: S | undefined,
  after: S | undefined,
  minute: number,
): S | undefined {
  const back = before && mayJoin(before, minute) ? before : undefined
  const ahead = after && mayJoin(after, minute) ? after : undefined
  if (!back || !ahead) return back ?? ahead
  return distance(ahead, minute) < distance(back, minute) ? ahead : back
}
