import type { Batch, NewAlert } from '../../engine/store/batch.ts'

/** A minute in the middle of an hour, from which the tests count. */
export const at = Date.UTC(2026, 10, 21, 9, 12)

/** An alert as the pipeline writes it; its evidence is its path, in clear, so that tests can read it. */
export function newAlert(change: Partial<NewAlert> = {}): NewAlert {
  const path = change.path ?? '/login'
  return {
    time: at,
    arrival: at,
    type: 'sql-injection',
    severity: 'high',
    signature: 'sqli-union-select',
    why: 'why',
    sourceIp: '81.2.69.142',
    place: { locality: 'located', countryCode: 'GB', city: 'London', latitude: 51.5, longitude: -0.1 },
    sourceId: 1,
    path,
    seal: () => `sealed ${path}`,
    ...change,
  }
}

/** A batch of alerts with the position it brings the input to. */
export const batchOf = (alerts: readonly NewAlert[], position = 'null'): Batch => ({
  alerts,
  quarantine: [],
  sources: new Map(),
  positions: new Map([['own-log', position]]),
})
