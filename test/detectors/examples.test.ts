import { describe, expect, it } from 'vitest'
import type { EventField, LogEvent } from '../../contract/event.ts'
import { alertConfidence } from '../../detectors/detector.ts'
import { createDetection, detectorDocs, detectors } from '../../detectors/index.ts'
import { readField } from '../../detectors/matching.ts'

/** An innocent request whose field holds the example. */
function eventWith(field: EventField, text: string): LogEvent {
  const plain: LogEvent = {
    time: 0,
    kind: 'http',
    format: 'combined',
    sourceIp: '203.0.113.9',
    method: 'GET',
    path: '/',
    target: '/',
    status: 200,
  }
  return { ...plain, [field]: text }
}

const cases = detectors.flatMap((detector) =>
  detector.signatures.map((signature) => ({
    id: signature.id,
    signature,
    field: signature.fields[0] ?? 'query',
  })),
)

describe('the signature', () => {
  it.each(cases)('$id finds its examples', ({ id, signature, field }) => {
    const missed = signature.matches.filter((example) => {
      const event = eventWith(field, example)
      // A weak sign raises no alert alone: its pattern must tell it all the same.
      if (signature.confidence < alertConfidence) {
        return !signature.pattern.test(readField(event, field)?.of(signature.view) ?? '')
      }
      return !createDetection()
        .detect(event)
        .some((finding) => finding.signature === id)
    })
    expect(missed).toEqual([])
  })

  it.each(cases)('$id leaves its innocent examples alone', ({ id, signature, field }) => {
    const wrong = signature.ignores.filter((example) =>
      createDetection()
        .detect(eventWith(field, example))
        .some((finding) => finding.signature === id),
    )
    expect(wrong).toEqual([])
  })
})

describe('the register', () => {
  it('names every signature once', () => {
    const ids = detectorDocs().flatMap(({ signatures }) => signatures.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('covers all eleven attack types, each with ATT&CK techniques and examples', () => {
    const docs = detectorDocs()
    expect(new Set(docs.map(({ type }) => type)).size).toBe(11)
    for (const doc of docs) {
      expect(doc.attack.length, doc.id).toBeGreaterThan(0)
      for (const signature of doc.signatures) {
        expect(signature.matches.length, signature.id).toBeGreaterThan(0)
        expect(signature.ignores.length, signature.id).toBeGreaterThan(0)
      }
    }
  })
})
