import { describe, expect, it } from 'vitest'
import type { DetectorDoc, RuleSettings } from '../../contract/index.ts'
import { detectorDocs } from '../../detectors/index.ts'
import { groupsOf, hitsById, narrowed, type Show, sumOfHits } from '../../renderer/rules/rule-list.ts'

const docs = detectorDocs().filter(({ id }) => id === 'xss' || id === 'scanner')
const settingsOf = (detectors: readonly DetectorDoc[], off: string, own: string): RuleSettings => ({
  detectors: detectors.map(({ id, type, signatures }) => ({
    id,
    type,
    enabled: true,
    severity: null,
    signatures: signatures.map((signature) => ({
      id: signature.id,
      enabled: signature.id !== off,
      isOn: signature.id !== off,
      severity: signature.id === own ? 'low' : null,
      reportedAs: signature.id === own ? 'low' : signature.severity,
    })),
  })),
  anomalyThreshold: { value: 0.6, shipped: 0.6, isOwn: false },
  unknown: [],
})
const ever = [
  { signature: 'xss-script-tag', count: 400, lastTime: 30 },
  { signature: 'scanner-agent', count: 20, lastTime: 50 },
]
const hits = hitsById([{ signature: 'xss-script-tag', count: 300, lastTime: 30 }], ever)
const groups = groupsOf(docs, settingsOf(docs, 'xss-style', 'xss-call'), hits)
const ids = (show: Show, text = '') =>
  narrowed(groups, { show, text, total: 300 }).flatMap(({ rules }) => rules.map(({ doc }) => doc.id))

describe('the list of rules', () => {
  it('tells what came within the range and when the last one was', () => {
    expect(hits.get('xss-script-tag')).toEqual({ count: 300, lastTime: 30 })
    expect(hits.get('scanner-agent')).toEqual({ count: 0, lastTime: 50 })
    expect(sumOfHits([...hits.values()])).toEqual({ count: 300, lastTime: 50 })
    expect(sumOfHits([])).toEqual({ count: 0, lastTime: undefined })
  })
  it('shows those that are off, changed, noisy or never hit', () => {
    expect(ids('off')).toEqual(['xss-style'])
    expect(ids('changed').toSorted()).toEqual(['xss-call', 'xss-style'])
    expect(ids('noisy')).toEqual(['xss-script-tag'])
    expect(ids('never')).not.toContain('scanner-agent')
    expect(ids('never')).toHaveLength(ids('all').length - 2)
  })
  it('finds a rule by its words, and all rules of a detector by the detector’s', () => {
    expect(ids('all', 'xss-style-import')).toEqual(['xss-style-import'])
    expect(ids('all', 'CROSS-SITE scripting')).toHaveLength(17)
    expect(ids('all', 'no such words')).toEqual([])
  })
})
