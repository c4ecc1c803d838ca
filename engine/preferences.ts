import type { SettingsChange, SettingsView } from '../contract/settings.ts'
import { checkAddresses, type Enrichment } from './enrichment.ts'
import { BadInput } from './errors.ts'
import type { Keyring } from './sealed-log/keyring.ts'
import type { SettingsStore, StoredSettings } from './store/settings-store.ts'

export interface PreferencesParts {
  readonly store: SettingsStore
  readonly enrichment: Enrichment
  readonly dataDir: string
  readonly keyring: Keyring
  /** told after a change was stored and the enrichment has taken it over */
  readonly onChange: () => void
}

/** What the user has set of the engine as a whole: checked before it is stored, then taken over at once. */
export class Preferences {
  readonly #parts: PreferencesParts

  constructor(parts: PreferencesParts) {
    this.#parts = parts
  }

  /** The settings, without any secret. */
  view(): SettingsView {
    return this.#viewOf(this.#parts.store.get())
  }

  /** @throws BadInput where something given is unusable; nothing is changed then */
  async change(change: SettingsChange): Promise<SettingsView> {
    const { store, enrichment, onChange } = this.#parts
    checkAddresses([...(change.blockList ?? []), ...(change.allowList ?? [])])
    const wanted = withoutKeyNoLookups(change, store.get())
    enrichment.adopt(wanted)
    const settings = store.set(wanted)
    await enrichment.refresh()
    onChange()
    return this.#viewOf(settings)
  }

  #viewOf(settings: StoredSettings): SettingsView {
    const { dataDir, keyring } = this.#parts
    return { ...settings, dataDir, keys: keyring.texts.length }
  }
}

/** Lookups that are on without a key would look like a watch that nobody keeps. */
function withoutKeyNoLookups(change: SettingsChange, { abuseIpDbKeySet }: StoredSettings): SettingsChange {
  const { abuseIpDbKey } = change
  const hasKey = abuseIpDbKey === undefined ? abuseIpDbKeySet : abuseIpDbKey !== ''
  if (hasKey) return change
  if (change.abuseIpDbEnabled)
    throw new BadInput('AbuseIPDB answers only with a key: give its key as you turn the lookups on.')
  return abuseIpDbKey === '' ? { ...change, abuseIpDbEnabled: false } : change
}
