import type { Database } from '../database.ts'
import type { OpenIncident } from './open-incident.ts'

/** Incidents kept in memory at most: hostile traffic brings endless addresses. About 400 bytes each. */
const keptAtMost = 3_000

/** The incidents that are being written to, by source, address and goal: for each the one that was last added to. */
export class OpenIncidents {
  readonly #byKey = new Map<string, OpenIncident>()
  /** those that were added to since they were written */
  readonly unwritten = new Set<OpenIncident>()

  get(key: string): OpenIncident | undefined {
    return this.#byKey.get(key)
  }

  set(key: string, incident: OpenIncident): void {
    this.#byKey.set(key, incident)
  }

  /** Lets go of the oldest beyond the limit; all must be written. */
  trim(): void {
    for (const key of this.#byKey.keys()) {
      if (this.#byKey.size <= keptAtMost) return
      this.#byKey.delete(key)
    }
  }

  clear(): void {
    this.#byKey.clear()
    this.unwritten.clear()
  }
}

const byConnection = new WeakMap<Database, OpenIncidents>()

/** The memory that belongs to a connection; it goes with it. */
export function openIncidentsOf(db: Database): OpenIncidents {
  const known = byConnection.get(db) ?? new OpenIncidents()
  byConnection.set(db, known)
  return known
}

/** To be called by whatever changes incidents beside their writer, and where a transaction of its failed. */
export const forgetOpen = (db: Database): void => openIncidentsOf(db).clear()
