import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import type { Alert } from '../../contract/alert.ts'
import { newDir, type Started, startEngine, until } from './start-engine.ts'

export interface OddRequest {
  readonly target: string
  readonly method?: string
  readonly status?: number
  readonly agent?: string
}

const clock = (minute: number): string =>
  new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString().slice(11, 19)

/** A site with a plain log, on an engine of its own that calls much of it an anomaly. A minute lies between requests. */
export class OddSite {
  readonly #log: string
  #written = 0
  started: Started

  private constructor(log: string, started: Started) {
    this.#log = log
    this.started = started
  }

  static async open(anomalyThreshold = 0.5): Promise<OddSite> {
    const dir = newDir()
    const log = join(dir, 'access.log')
    writeFileSync(log, '')
    const started = await startEngine(join(dir, 'data'))
    await call(started.router.settings.set, { anomalyThreshold, anomalyBudget: 10_000, retentionDays: 3650 })
    await call(started.router.sources.add, { path: log, kind: 'plain', name: 'my site' })
    return new OddSite(log, started)
  }

  /** Logs requests and waits until they are read. Answers the alerts they brought, oldest first. */
  async request(...requests: readonly OddRequest[]): Promise<Alert[]> {
    const before = new Set((await this.started.alerts()).map(({ id }) => id))
    const lines = requests.map(({ target, method = 'PUT', status = 500, agent = 'robot/1.0' }) => {
      const time = clock(this.#written++)
      return `81.2.69.142 - - [21/Nov/2026:${time} +0000] "${method} ${target} HTTP/1.1" ${status} 512 "-" "${agent}"\n`
    })
    appendFileSync(this.#log, lines.join(''))
    await this.read()
    return (await this.started.alerts()).filter(({ id }) => !before.has(id)).reverse()
  }

  /** Waits until all that was logged is read. */
  async read(): Promise<void> {
    const { engine } = this.started
    await until(() => engine.status().counters.linesRead === this.#written, `${this.#written} lines read`)
    await engine.idle()
  }

  async restart(meanwhile: (dataDir: string, key: string) => Promise<unknown> = async () => undefined) {
    const { dataDir, key, engine } = this.started
    await engine.close()
    await meanwhile(dataDir, key)
    this.started = await startEngine(dataDir, key)
  }
}
