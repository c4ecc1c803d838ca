import { describe, expect, it } from 'vitest'
import type { EventField, LogEvent } from '../../contract/event.ts'
import type { Detector, Signature } from '../../detectors/detector.ts'
import { detectorDocs, detectors } from '../../detectors/index.ts'
import { createMatching } from '../../detectors/matching/matching.ts'

/** An otherwise empty request whose field holds the example. */
function eventWith(field: EventField, text: string): LogEvent {
  const plain: LogEvent = { time: 0, kind: 'http', format: 'combined', sourceIp: '203.0.113.9' }
  return { ...plain, [field]: text }
}

const cases = detectors.flatMap((detector) =>
  detector.signatures.map((signature) => ({ id: signature.id, detector, signature })),
)

/** Which of the examples the signature finds, run alone and taken as sure, in each field it looks at. */
function found(detector: Detector, signature: Signature, examples: readonly string[]): string[] {
  const match = createMatching([{ ...detector, signatures: [{ ...signature, confidence: 1 }] }], new Set())
  const field = signature.fields[0] ?? 'query'
  return examples.filter((example) => match(eventWith(field, example)).length > 0)
}

describe('the signature', () => {
  it.each(cases)('$id finds its examples', ({ detector, signature }) => {
    expect(found(detector, signature, signature.matches)).toEqual(signature.matches)
  })

  it.each(cases)('$id leaves its innocent examples alone', ({ detector, signature }) => {
    expect(found(detector, signature, signature.ignores)).toEqual([])
  })
})

describe('the register', () => {
  const docs = detectorDocs()

  it('names every signature and every detector once', () => {
    const ids = docs.flatMap(({ id, signatures }) => [id, ...signatures.map((signature) => signature.id)])
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
    expect(twice.filter((id) => !docs.some((doc) => doc.id === id))).toEqual([])
  })

  it('covers all eleven attack types', () => {
    expect(new Set(docs.map(({ type }) => type)).size).toBe(11)
  })

  it.each(docs)('$id names its techniques, weaknesses, references and what it is mistaken for', (doc) => {
    expect(doc.attack.length).toBeGreaterThan(0)
    expect(doc.references.length).toBeGreaterThan(0)
    expect(doc.falsePositives.length).toBeGreaterThan(0)
    expect(doc.attack.every((id) => /^T\d{4}(?:\.\d{3})?$/.test(id))).toBe(true)
    expect(doc.cwe.every((id) => /^CWE-\d+$/.test(id))).toBe(true)
    expect(doc.capec.every((id) => /^CAPEC-\d+$/.test(id))).toBe(true)
    // Only a reputation is no attack pattern of its own.
    expect(doc.capec.length > 0).toBe(doc.id !== 'ip-reputation')
  })

  it.each(cases)('$id shows three lines it finds and three it leaves alone', ({ signature }) => {
    expect(signature.matches.length).toBeGreaterThanOrEqual(3)
    expect(signature.ignores.length).toBeGreaterThanOrEqual(3)
  })
})
