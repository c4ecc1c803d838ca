import type { DecodeStep } from '../../contract/alert.ts'
import type { EventField, LogEvent } from '../../contract/event.ts'
import { decodeSteps } from './layers.ts'
import { longestRead } from './longest-read.ts'
import { plusIsBlank } from './pieces.ts'

/** A field as logged, as far as it is read, then after each step of decoding that changed it; empty where it is absent. */
export function readingOf(event: LogEvent, field: EventField): DecodeStep[] {
  const text = event[field]?.slice(0, longestRead)
  if (text === undefined || text === '') return []
  return [{ step: 'as logged', text }, ...decodeSteps(text, plusIsBlank(field))]
}
