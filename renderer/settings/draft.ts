import { z } from 'zod'
import { SettingsChange, type SettingsView } from '../../contract/index.ts'

/** What stands in the form, as it is typed. */
export interface Draft {
  readonly retentionDays: number | string
  /** '' for those the budget sets */
  readonly anomalyThreshold: number | string
  readonly anomalyBudget: number | string
  /** one entry a line */
  readonly blockList: string
  readonly allowList: string
  /** '' for the built-in database */
  readonly geoDatabasePath: string
  readonly abuseIpDbEnabled: boolean
  /** a new key; '' leaves the one there is */
  readonly abuseIpDbKey: string
  readonly isKeyRemoved: boolean
  readonly notifyCritical: boolean
  readonly latitude: number | string
  readonly longitude: number | string
  readonly homeName: string
}
export type DraftField = keyof Draft

export const draftOf = (settings: SettingsView): Draft => ({
  retentionDays: settings.retentionDays,
  anomalyThreshold: settings.anomalyThreshold ?? '',
  anomalyBudget: settings.anomalyBudget,
  blockList: settings.blockList.join('\n'),
  allowList: settings.allowList.join('\n'),
  geoDatabasePath: settings.geoDatabasePath ?? '',
  abuseIpDbEnabled: settings.abuseIpDbEnabled,
  abuseIpDbKey: '',
  isKeyRemoved: false,
  notifyCritical: settings.notifyCritical,
  latitude: settings.home?.latitude ?? '',
  longitude: settings.home?.longitude ?? '',
  homeName: settings.home?.name ?? '',
})

/** What is wrong with a field: the name of its sentence, and the entries that are meant. */
export interface Problem {
  readonly word:
    | 'retention'
    | 'threshold'
    | 'budget'
    | 'addresses'
    | 'path'
    | 'key'
    | 'latitude'
    | 'longitude'
    | 'name'
  readonly entries?: readonly string[]
}
export type Problems = Partial<Record<DraftField, Problem>>

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const Address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
const strange = (text: string): string[] => linesOf(text).filter((entry) => !Address.safeParse(entry).success)

/** A number that is typed, or what is no number, for the contract to refuse. */
const numberOf = (typed: number | string): number => (typed === '' ? Number.NaN : Number(typed))

/** The whole of a draft as the contract has it, its secret only where there is a new one. */
function settingsOf(draft: Draft): SettingsChange {
  const { latitude, longitude, homeName, abuseIpDbKey, isKeyRemoved } = draft
  const isHomeEmpty = latitude === '' && longitude === '' && homeName.trim() === ''
  const name = homeName.trim()
  return {
    retentionDays: numberOf(draft.retentionDays),
    anomalyThreshold: draft.anomalyThreshold === '' ? null : numberOf(draft.anomalyThreshold),
    anomalyBudget: numberOf(draft.anomalyBudget),
    blockList: linesOf(draft.blockList),
    allowList: linesOf(draft.allowList),
    geoDatabasePath: draft.geoDatabasePath.trim() || null,
    abuseIpDbEnabled: draft.abuseIpDbEnabled && !isKeyRemoved,
    notifyCritical: draft.notifyCritical,
    home: isHomeEmpty
      ? null
      : { latitude: numberOf(latitude), longitude: numberOf(longitude), ...(name !== '' && { name }) },
    ...(isKeyRemoved
      ? { abuseIpDbKey: '' }
      : abuseIpDbKey.trim() !== '' && { abuseIpDbKey: abuseIpDbKey.trim() }),
  }
}

// What is no number differs from nothing, which JSON would write alike.
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (Number.isNaN(part) ? 'NaN' : part))
const same = (a: unknown, b: unknown): boolean => written(a) === written(b)

/** What of a draft differs from the settings: what is to be sent. */
export function changeOf(draft: Draft, settings: SettingsView): SettingsChange {
  const before = new Map<string, unknown>(Object.entries(settingsOf(draftOf(settings))))
  const changed = Object.entries(settingsOf(draft)).filter(([name, value]) => !same(value, before.get(name)))
  return Object.fromEntries(changed)
}

const fieldOf: Readonly<Record<string, readonly [DraftField, Problem['word']]>> = {
  retentionDays: ['retentionDays', 'retention'],
  anomalyThreshold: ['anomalyThreshold', 'threshold'],
  anomalyBudget: ['anomalyBudget', 'budget'],
  geoDatabasePath: ['geoDatabasePath', 'path'],
  abuseIpDbKey: ['abuseIpDbKey', 'key'],
  blockList: ['blockList', 'addresses'],
  allowList: ['allowList', 'addresses'],
  'home.latitude': ['latitude', 'latitude'],
  'home.longitude': ['longitude', 'longitude'],
  'home.name': ['homeName', 'name'],
}

/** What is wrong with a draft, by the contract and by what lists may hold; empty where it can be sent. */
export function problemsOf(draft: Draft, settings: SettingsView): Problems {
  const { error } = SettingsChange.safeParse(settingsOf(draft))
  const refused = (error?.issues ?? []).flatMap(({ path }) => {
    const [name, part] = path
    const found = fieldOf[name === 'home' ? `home.${String(part)}` : String(name)]
    return found ? [[found[0], { word: found[1] }] as const] : []
  })
  const entries = (['blockList', 'allowList'] as const).flatMap((field) => {
    const wrong = strange(draft[field])
    return wrong.length === 0 ? [] : [[field, { word: 'addresses', entries: wrong }] as const]
  })
  const hasKey = draft.abuseIpDbKey.trim() !== '' || (settings.abuseIpDbKeySet && !draft.isKeyRemoved)
  const isKeyMissing = draft.abuseIpDbEnabled && !draft.isKeyRemoved && !hasKey
  const key = isKeyMissing ? [['abuseIpDbKey', { word: 'key' }] as const] : []
  return Object.fromEntries([...refused, ...entries, ...key])
}
