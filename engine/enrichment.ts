import type { SettingsChange } from '../contract/settings.ts'
import { demoBlockList } from './collectors/generator/index.ts'
import { AbuseIpDb, abuseIpDbUrl } from './enrich/abuseipdb.ts'
import { AddressList, entryProblem } from './enrich/block-list.ts'
import { Geography } from './enrich/geography.ts'
import { createReputation, type Reputation } from './enrich/reputation.ts'
import { BadInput } from './errors.ts'
import type { Database } from './store/database.ts'
import { reputationMemory } from './store/reputation-memory.ts'
import type { SettingsStore } from './store/settings-store.ts'

/** @throws BadInput for the first entry that is no address or range */
export function checkAddresses(entries: readonly string[]): void {
  for (const entry of entries) {
    const problem = entryProblem(entry)
    if (problem !== undefined) throw new BadInput(problem)
  }
}

/** Geography, reputation and the allow list, as the settings want them. */
export class Enrichment {
  readonly #db: Database
  readonly #settings: SettingsStore
  readonly #demoSourceId: number
  #geography: Geography
  #reputation: (ip: string, sourceId: number) => Reputation | undefined = () => undefined
  #known = this.#reputation
  #allowed = new AddressList([])
  #lookups: AbuseIpDb | undefined
  #problem: string | undefined
  /** databases given up for others: a turn under way may still ask them */
  readonly #former: Geography[] = []

  private constructor(db: Database, settings: SettingsStore, demoSourceId: number, geography: Geography) {
    this.#db = db
    this.#settings = settings
    this.#demoSourceId = demoSourceId
    this.#geography = geography
  }

  /** A user's database that has gone missing does not keep the engine from starting: it says so and uses its own. */
  static async open(db: Database, settings: SettingsStore, demoSourceId: number): Promise<Enrichment> {
    let problem: string | undefined
    let geography: Geography
    try {
      geography = Geography.open(settings.get().geoDatabasePath)
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error)
      geography = Geography.open(null)
    }
    const enrichment = new Enrichment(db, settings, demoSourceId, geography)
    await enrichment.refresh()
    enrichment.#problem = problem
    return enrichment
  }

  get geography(): Geography {
    return this.#geography
  }

  /** one sentence about what does not work, undefined where all does */
  get problem(): string | undefined {
    return this.#problem ?? this.#geography.problem
  }

  reputation(ip: string, sourceId: number): Reputation | undefined {
    return this.#reputation(ip, sourceId)
  }

  /** What is known of an address without asking anybody for it. */
  knownReputation(ip: string, sourceId: number): Reputation | undefined {
    return this.#known(ip, sourceId)
  }

  isAllowed(ip: string): boolean {
    return this.#allowed.has(ip)
  }

  /** Opens a new geography database before its path is stored. @throws BadInput where it cannot be used */
  adopt({ geoDatabasePath }: SettingsChange): void {
    if (geoDatabasePath === undefined || geoDatabasePath === this.#settings.get().geoDatabasePath) return
    try {
      const opened = Geography.open(geoDatabasePath)
      this.#former.push(this.#geography)
      this.#geography = opened
    } catch (error) {
      throw new BadInput(error instanceof Error ? error.message : String(error))
    }
  }

  /** Takes over lists and lookups from the stored settings. */
  async refresh(): Promise<void> {
    const { blockList, allowList, abuseIpDbEnabled } = this.#settings.get()
    const key = this.#settings.abuseIpDbKey()
    await this.#lookups?.close()
    this.#problem = undefined
    this.#lookups =
      abuseIpDbEnabled && key !== undefined
        ? new AbuseIpDb({
            key,
            // Another address is for tests and for mirrors inside a company.
            url: process.env.VEDETTE_ABUSEIPDB_URL ?? abuseIpDbUrl,
            memory: reputationMemory(this.#db),
            onScore: () => {
              this.#problem = undefined
            },
            onProblem: (sentence) => {
              this.#problem = sentence
            },
          })
        : undefined
    const lookups = this.#lookups
    this.#allowed = new AddressList(allowList)
    const lists = { blockList, demoBlockList, demoSourceId: this.#demoSourceId }
    this.#reputation = createReputation({ ...lists, score: lookups && ((ip) => lookups.score(ip)) })
    this.#known = createReputation({ ...lists, score: lookups && ((ip) => lookups.known(ip)) })
  }

  async close(): Promise<void> {
    await this.#lookups?.close()
    for (const geography of [...this.#former, this.#geography]) geography.close()
  }
}
