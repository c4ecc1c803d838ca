import { Settings, type SettingsChange, type SettingsView } from '../../contract/settings.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import type { Database } from './database.ts'

const keyName = 'abuseIpDbKey'
const rulesName = 'rules'
const modelName = 'model'

/** What is stored of the settings; the view adds what the start decided. */
export type StoredSettings = Omit<SettingsView, 'dataDir' | 'keys'>

/** The settings in SQLite: one row a setting, the AbuseIPDB key as a Fernet token; what is set for rules, and the chosen model. */
export class SettingsStore {
  readonly #db: Database
  readonly #keyring: Keyring

  constructor(db: Database, keyring: Keyring) {
    this.#db = db
    this.#keyring = keyring
  }

  get(): StoredSettings {
    const rows = this.#db
      .prepare<[], { name: string; value: string }>('SELECT name, value FROM setting')
      .all()
    const stored = Object.fromEntries(
      rows
        .filter(({ name }) => name !== keyName && name !== rulesName && name !== modelName)
        .map(({ name, value }) => [name, JSON.parse(value)]),
    )
    return { ...Settings.parse(stored), abuseIpDbKeySet: rows.some(({ name }) => name === keyName) }
  }

  set(change: SettingsChange): StoredSettings {
    const { abuseIpDbKey, ...plain } = change
    const put = this.#db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
    this.#db.transaction(() => {
      for (const [name, value] of Object.entries(plain)) {
        if (value !== undefined) put.run(name, JSON.stringify(value))
      }
      if (abuseIpDbKey === '') this.#db.prepare('DELETE FROM setting WHERE name = ?').run(keyName)
      else if (abuseIpDbKey !== undefined) put.run(keyName, this.#keyring.seal(abuseIpDbKey))
    })()
    return this.get()
  }

  /** The AbuseIPDB key in clear, for the client alone. */
  abuseIpDbKey(): string | undefined {
    const row = this.#db
      .prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?')
      .get(keyName)
    return row && this.#keyring.open(row.value).toString('utf8')
  }

  /** What is set for rules, as it was stored; undefined where nothing was. */
  rules(): unknown {
    return this.#stored(rulesName)
  }

  /** Which model was chosen, as it was stored; undefined where none was. */
  model(): unknown {
    return this.#stored(modelName)
  }

  setModel(choice: object): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
      .run(modelName, JSON.stringify(choice))
  }

  #stored(name: string): unknown {
    const row = this.#db
      .prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?')
      .get(name)
    return row && JSON.parse(row.value)
  }

  /** @param anomalyThreshold changed in the same transaction, where given */
  setRules(rules: object, anomalyThreshold?: number | null): void {
    this.#db.transaction(() => {
      this.#db
        .prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)')
        .run(rulesName, JSON.stringify(rules))
      if (anomalyThreshold !== undefined) this.set({ anomalyThreshold })
    })()
  }
}
