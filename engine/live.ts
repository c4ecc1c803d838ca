import { EventPublisher } from '@orpc/server'
import type { EngineStatus } from '../contract/engine-status.ts'
import type { LiveMessage } from '../contract/index.ts'
import type { Turn } from './pipeline/index.ts'

/** Messages a slow subscriber may lag behind; older ones are dropped, as the store holds every alert anyway. */
const lag = 50
const statusEveryMs = 1_000
/** Incidents that a message of triage names at most. */
const namedAtMost = 500

/** Tells subscribers of new alerts and, once a second while something changes, of the status. Without any it sleeps. */
export class Live {
  readonly #publisher = new EventPublisher<{ message: LiveMessage }>({ maxBufferedEvents: lag })
  readonly #status: () => EngineStatus
  #timer: NodeJS.Timeout | undefined
  readonly #closed = new AbortController()
  #last = ''

  constructor(status: () => EngineStatus) {
    this.#status = status
  }

  tell(turn: Turn): void {
    if (turn.alerts.length === 0) return
    this.#publisher.publish('message', { kind: 'alerts', alerts: [...turn.alerts], count: turn.alertCount })
  }

  /** Tells that incidents were decided on, so that every console shows them alike. */
  tellTriage(ids: readonly number[]): void {
    this.#publisher.publish('message', {
      kind: 'triage',
      ids: ids.slice(0, namedAtMost),
      count: ids.length,
    })
  }

  #tick(): void {
    if (this.#publisher.size === 0) {
      this.#sleep()
      return
    }
    const status = this.#status()
    const text = JSON.stringify(status)
    if (text === this.#last) return
    this.#last = text
    this.#publisher.publish('message', { kind: 'status', status })
  }

  /** Starts with the status as it is, then follows; ends with the signal or the engine. */
  async *subscribe(signal: AbortSignal | undefined): AsyncGenerator<LiveMessage> {
    const ended = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal
    const messages = this.#publisher.subscribe('message', { signal: ended })
    this.#timer ??= setInterval(() => this.#tick(), statusEveryMs).unref()
    yield { kind: 'status', status: this.#status() }
    try {
      for await (const message of messages) yield message
    } catch (error) {
      if (!ended.aborted) throw error
    }
  }

  #sleep(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  close(): void {
    this.#sleep()
    this.#closed.abort()
  }
}
