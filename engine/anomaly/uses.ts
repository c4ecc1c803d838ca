import type { UseChange } from '../store/anomaly/changes.ts'
import type { UseStore } from '../store/anomaly/use-store.ts'
import { dayMs, floorTo, hourMs } from '../store/time-steps.ts'

type Kind = 'alerts' | 'grouped'

interface Use {
  readonly hour: number
  readonly sourceId: number
  alerts: number
  grouped: number
  /** since the last commit */
  added: { alerts: number; grouped: number }
}

/** Anomalies by clock hour of arrival and source: how much of the budget the last 24 hours have used. */
export class Uses {
  #uses: Use[]

  constructor(store: UseStore) {
    this.#uses = store.lastDay().map((use) => ({ ...use, added: { alerts: 0, grouped: 0 } }))
  }

  add(sourceId: number, arrival: number, kind: Kind): void {
    const hour = floorTo(arrival, hourMs)
    let use = this.#uses.find((known) => known.hour === hour && known.sourceId === sourceId)
    if (!use) {
      use = { hour, sourceId, alerts: 0, grouped: 0, added: { alerts: 0, grouped: 0 } }
      this.#uses.push(use)
    }
    use[kind]++
    use.added[kind]++
  }

  /** Alerts of the clock hour of arrival and the 23 before it: of all sources, and of one. */
  alertsAt(arrival: number, sourceId: number): { readonly all: number; readonly own: number } {
    const hour = floorTo(arrival, hourMs)
    let all = 0
    let own = 0
    for (const use of this.#uses) {
      if (use.hour > hour || use.hour <= hour - dayMs) continue
      all += use.alerts
      if (use.sourceId === sourceId) own += use.alerts
    }
    return { all, own }
  }

  changes(): UseChange[] {
    return this.#uses
      .filter(({ added }) => added.alerts + added.grouped > 0)
      .map(({ hour, sourceId, added }) => ({ hour, sourceId, ...added }))
  }

  /** All is stored; what the store would not give again at a start leaves the memory. */
  committed(): void {
    const latest = Math.max(...this.#uses.map(({ hour }) => hour))
    this.#uses = this.#uses.filter(({ hour }) => hour > latest - dayMs)
    for (const use of this.#uses) use.added = { alerts: 0, grouped: 0 }
  }
}
