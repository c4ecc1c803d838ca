import { describe, expect, it } from 'vitest'
import { attackTypes } from '../../contract/attack-type.ts'
import { createDetection } from '../../detectors/index.ts'
import { createTraffic, demoBlockList } from '../../engine/collectors/generator/index.ts'
import { Geography } from '../../engine/enrich/geography.ts'
import { createReputation } from '../../engine/enrich/reputation.ts'
import { LineParser } from '../../engine/formats/index.ts'

const start = Date.UTC(2026, 10, 21)
const make = (seed: number, count: number) => {
  const traffic = createTraffic(seed)
  return Array.from({ length: count }, (_, i) => traffic.next(start + i * 100))
}

describe('the attack generator', () => {
  const lines = make(5, 9000)
  it('makes the same lines for the same seed, others for another', () => {
    expect(make(5, 500)).toEqual(lines.slice(0, 500))
    expect(make(6, 500)).not.toEqual(lines.slice(0, 500))
  })
  it('makes three equal parts and attacks of all eleven types', () => {
    for (const kind of ['normal', 'signature', 'behavioural'])
      expect(lines.filter((l) => l.kind === kind).length).toBe(3000)
    expect(new Set(lines.flatMap((l) => l.type ?? []))).toEqual(new Set(attackTypes))
  })
  it('comes from public addresses all over the world, in lines of known formats', async () => {
    const parser = new LineParser()
    const geography = Geography.open(null)
    const places = lines.map(({ line }) => geography.locate(parser.parse(line, start)?.sourceIp ?? ''))
    expect(places.filter((p) => p.locality === 'located').length / places.length).toBeGreaterThan(0.98)
    expect(new Set(places.map((p) => p.countryCode)).size).toBeGreaterThan(60)
  })
  it('alerts on at most 0.5 % of its normal third, and finds the attacks of every kind', () => {
    const parser = new LineParser()
    const detection = createDetection()
    const reputation = createReputation({ blockList: [], demoBlockList, demoSourceId: 1 })
    let falseAlarms = 0
    const found = new Set<string>()
    for (const { line, kind, type } of lines) {
      const event = parser.parse(line, start)
      if (!event) throw new Error(`not parsed: ${line}`)
      const known = reputation(event.sourceIp, 1)
      const findings = detection.detect(event, known ? { reputation: known } : {})
      if (kind === 'normal' && findings.length > 0) falseAlarms++
      if (type && findings.some((finding) => finding.type === type)) found.add(type)
    }
    expect(falseAlarms / 3000).toBeLessThanOrEqual(0.005)
    expect(found).toEqual(new Set(attackTypes))
  })
})
