import type { EventField, Evidence } from '../../../contract/index.ts'
import type { TextSpan } from '../../parts/marked-text.tsx'

/** One step of reading a part of the line, and what was matched in the text after it. */
export interface ReadingStep {
  readonly step: string
  readonly text: string
  readonly spans: readonly TextSpan[]
  /** the view whose text this is, where something was matched in it */
  readonly view?: string
}

/** A part of the line, from how it was logged to what the rules read. */
export interface Reading {
  readonly field: EventField
  readonly steps: readonly ReadingStep[]
}

/** Findings in the same part of the line share one reading: steps they have in common are told once. */
export function readingsOf(evidence: readonly Evidence[]): Reading[] {
  const readings = new Map<string, { field: EventField; steps: ReadingStep[] }>()
  for (const { field, view, decoding, decodedSpan } of evidence) {
    const [logged] = decoding
    if (field === undefined || !logged) continue
    const key = `${field}\n${logged.text}`
    const reading = readings.get(key) ?? { field, steps: [] }
    readings.set(key, reading)
    decoding.forEach(({ step, text }, i) => {
      const known = reading.steps.findIndex((other) => other.text === text)
      const before = reading.steps[known] ?? { step, text, spans: [] }
      const isRead = i === decoding.length - 1 && decodedSpan !== undefined
      const next = isRead
        ? { ...before, spans: [...before.spans, decodedSpan], view: before.view ?? view ?? '' }
        : before
      if (known === -1) reading.steps.push(next)
      else reading.steps[known] = next
    })
  }
  return [...readings.values()]
}

export interface Excerpt {
  readonly text: string
  readonly spans: readonly TextSpan[]
  /** characters left out before and after */
  readonly before: number
  readonly after: number
}

/** What of a long text stands around its spans, with up to `room` characters on either side; its beginning where there is none. */
export function excerpt(text: string, spans: readonly TextSpan[], room = 240): Excerpt {
  const first = spans.length === 0 ? 0 : Math.min(...spans.map(([start]) => start))
  const last = spans.length === 0 ? room : Math.max(...spans.map(([, end]) => end))
  const start = first - room > room / 4 ? first - room : 0
  const end = last + room < text.length - room / 4 ? last + room : text.length
  return {
    text: text.slice(start, end),
    spans: spans.map(([from, to]) => [from - start, to - start]),
    before: start,
    after: text.length - end,
  }
}
