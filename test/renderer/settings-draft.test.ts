import { describe, expect, it } from 'vitest'
import type { SettingsView } from '../../contract/index.ts'
import { entryProblem } from '../../engine/enrich/block-list.ts'
import { changeOf, type Draft, draftOf, problemsOf } from '../../renderer/settings/draft.ts'

const settings: SettingsView = {
  retentionDays: 30,
  anomalyThreshold: null,
  anomalyBudget: 20,
  geoDatabasePath: null,
  abuseIpDbEnabled: false,
  blockList: ['203.0.113.9'],
  allowList: [],
  notifyCritical: true,
  home: { latitude: 48.85, longitude: 2.35, name: 'Paris' },
  abuseIpDbKeySet: false,
  dataDir: '/var/lib/vedette',
  keys: 1,
}
const draft = (part: Partial<Draft> = {}): Draft => ({ ...draftOf(settings), ...part })

describe('a draft of the settings', () => {
  it('changes nothing as long as nothing is typed, nor by empty lines', () => {
    expect(changeOf(draft(), settings)).toEqual({})
    expect(changeOf(draft({ blockList: '\n 203.0.113.9 \n\n' }), settings)).toEqual({})
  })
  it.each<[string, Partial<Draft>, object]>([
    ['a number of days', { retentionDays: 7 }, { retentionDays: 7 }],
    ['a threshold', { anomalyThreshold: 0.5 }, { anomalyThreshold: 0.5 }],
    ['a budget', { anomalyBudget: 5 }, { anomalyBudget: 5 }],
    ['another place', { homeName: 'Lyon' }, { home: { latitude: 48.85, longitude: 2.35, name: 'Lyon' } }],
    ['no place', { latitude: '', longitude: '', homeName: '' }, { home: null }],
    ['a database', { geoDatabasePath: ' /x.mmdb ' }, { geoDatabasePath: '/x.mmdb' }],
    ['a key', { abuseIpDbKey: ' abc ' }, { abuseIpDbKey: 'abc' }],
    ['a key that goes', { isKeyRemoved: true }, { abuseIpDbKey: '' }],
  ])('sends %s and nothing else', (_, part, change) =>
    expect(changeOf(draft(part), settings)).toEqual(change),
  )
  it.each<[string, Partial<Draft>, object]>([
    ['half a day', { retentionDays: 0.5 }, { retentionDays: { word: 'retention' } }],
    ['no day', { retentionDays: '' }, { retentionDays: { word: 'retention' } }],
    ['a threshold above one', { anomalyThreshold: 1.2 }, { anomalyThreshold: { word: 'threshold' } }],
    ['half an alert', { anomalyBudget: 1.5 }, { anomalyBudget: { word: 'budget' } }],
    ['no budget', { anomalyBudget: '' }, { anomalyBudget: { word: 'budget' } }],
    ['a latitude beyond the pole', { latitude: 91 }, { latitude: { word: 'latitude' } }],
    ['a place with one coordinate', { longitude: '' }, { longitude: { word: 'longitude' } }],
    [
      'an address that is none',
      { blockList: '203.0.113.9\n300.1.1.1\n10.0.0.0/33' },
      { blockList: { word: 'addresses', entries: ['300.1.1.1', '10.0.0.0/33'] } },
    ],
    ['lookups without a key', { abuseIpDbEnabled: true }, { abuseIpDbKey: { word: 'key' } }],
  ])('is refused for %s, at its field', (_, part, problems) =>
    expect(problemsOf(draft(part), settings)).toEqual(problems),
  )
  it('can be sent where all is well', () => {
    expect(problemsOf(draft({ abuseIpDbEnabled: true, abuseIpDbKey: 'abc' }), settings)).toEqual({})
    expect(problemsOf(draft({ allowList: '2001:db8::/32\n::1\n10.0.0.0/8' }), settings)).toEqual({})
  })
  it.each([
    '203.0.113.9',
    '203.0.113.0/24',
    '::1',
    '2001:db8::/48',
    '1.2.3',
    '1.2.3.4/33',
    'x',
    '::/129',
    '1.2.3.4/',
  ])('judges the entry %s as the engine does', (entry) =>
    expect(problemsOf(draft({ blockList: entry }), settings).blockList === undefined).toBe(
      entryProblem(entry) === undefined,
    ),
  )
})
