import type { UseChange } from '../store/anomaly/changes.ts'
import type { UseStore } from '../store/anomaly/use-store.ts'
import { dayMs, floorTo, hourMs } from '../store/time-steps.ts'

type Kind = 'alerts' | 'grouped'

interface Use {
  alerts: number
  grouped: number
  /** since the last commit */
  added: { alerts: number; grouped: number }
}

interface Hour {
  /** of all sources */
  alerts: number
  readonly bySource: Map<number, Use>
}

/** Beyond so many, memory begins anew: it is what the store holds. */
const hoursKept = 120

/**
 * Anomalies by clock hour of arrival and source: how much of the budget the last 24 hours have used. Any hour may be
 * asked for: an old log is read beside a new one, and clocks are set back.
 */
export class Uses {
  readonly #store: UseStore
  readonly #hours = new Map<number, Hour>()

  constructor(store: UseStore) {
    this.#store = store
  }

  add(sourceId: number, arrival: number, kind: Kind): void {
    const hour = this.#hour(floorTo(arrival, hourMs))
    const use = hour.bySource.get(sourceId) ?? { alerts: 0, grouped: 0, added: { alerts: 0, grouped: 0 } }
    hour.bySource.set(sourceId, use)
    use[kind]++
    use.added[kind]++
    if (kind === 'alerts') hour.alerts++
  }

  /**
   * Alerts of the clock hour of arrival and the 23 before it: of all sources, and of one. Where lines come out of order
   * or a clock was set back, those of the 23 after it as well: together no day has more than one that is asked allows.
   */
  alertsAt(arrival: number, sourceId: number): { readonly all: number; readonly own: number } {
    const now = floorTo(arrival, hourMs)
    let all = 0
    let own = 0
    for (let at = now - dayMs + hourMs; at < now + dayMs; at += hourMs) {
      const hour = this.#hour(at)
      all += hour.alerts
      own += hour.bySource.get(sourceId)?.alerts ?? 0
    }
    return { all, own }
  }

  #hour(at: number): Hour {
    const known = this.#hours.get(at)
    if (known) return known
    const bySource = new Map<number, Use>()
    let alerts = 0
    for (const { sourceId, ...use } of this.#store.ofHour(at)) {
      bySource.set(sourceId, { ...use, added: { alerts: 0, grouped: 0 } })
      alerts += use.alerts
    }
    const hour = { alerts, bySource }
    this.#hours.set(at, hour)
    return hour
  }

  changes(): UseChange[] {
    return [...this.#hours].flatMap(([hour, { bySource }]) =>
      [...bySource]
        .filter(([, { added }]) => added.alerts + added.grouped > 0)
        .map(([sourceId, { added }]) => ({ hour, sourceId, ...added })),
    )
  }

  /** All is stored. */
  committed(): void {
    if (this.#hours.size > hoursKept) this.#hours.clear()
    for (const { bySource } of this.#hours.values()) {
      for (const use of bySource.values()) use.added = { alerts: 0, grouped: 0 }
    }
  }
}
