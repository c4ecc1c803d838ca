import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { detectorDocs } from '../../detectors/index.ts'
import { exampleLine } from '../../renderer/rules/example-line.ts'
import { type Started, startEngine } from '../engine/start-engine.ts'

let started: Started
beforeAll(async () => {
  started = await startEngine()
})
afterAll(() => started.engine.close())

const now = Date.UTC(2026, 10, 21)
const signatures = detectorDocs().flatMap((doc) => doc.signatures)
const inLines = signatures.filter(({ fields }) => fields.length > 0)

describe('an example that is tried by one press', () => {
  it('is a line of a known format, which holds the example as it is', async () => {
    const cases = inLines.map((signature) => ({
      signature,
      example: signature.matches[0] ?? '',
      line: exampleLine(signature, signature.matches[0] ?? '', now) ?? '',
    }))
    const tried = await call(started.router.rules.try, { lines: cases.map(({ line }) => line) })
    const lost = cases.filter(({ signature, example }, i) => {
      const field = tried[i]?.fields.find(({ name }) => name === signature.fields[0])
      return field?.value !== example
    })
    expect(lost.map(({ signature }) => signature.id)).toEqual([])
    expect(tried.filter(({ alerts }) => alerts.length > 0).length).toBeGreaterThan(cases.length * 0.8)
  })
  it('is not offered for what counts over several lines', () => {
    const over = signatures.filter(({ fields }) => fields.length === 0)
    expect(over.map((signature) => exampleLine(signature, 'x', now)).filter(Boolean)).toEqual([])
  })
})
