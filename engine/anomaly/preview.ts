import { setImmediate as otherWork } from 'node:timers/promises'
import type { Alert } from '../../contract/alert.ts'
import type { ExpectationPreview } from '../../contract/anomaly.ts'
import type { SiteProfile } from '../../ml/profile/index.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { AlertStore, selectAlerts } from '../store/alert-store.ts'
import type { Database } from '../store/database.ts'
import { keptEvent } from './kept-event.ts'
import { rowOf } from './row.ts'
import { type Outline, outlineKey, outlineOf } from './shape.ts'

const lookedAtMost = 2_000
/** Opened at a stretch: a few milliseconds, then others have their turn. */
const pieceAlerts = 50
const shown = { held: 10, kept: 5 } as const

export interface PreviewParts {
  readonly db: Database
  readonly keyring: Keyring
  readonly alert: Alert
  readonly profile: SiteProfile
  readonly outline: Outline
  /** whether a row of the same outline is near enough */
  readonly isExpected: (row: Float32Array) => boolean
}

/**
 * What an expectation would have done to the latest anomaly alerts. An alert that repeats was not made only where its
 * first and its last line are expected: those between are not kept.
 */
export async function previewOf(parts: PreviewParts): Promise<ExpectationPreview> {
  const { alert, outline } = parts
  const preview: ExpectationPreview = {
    template: outline.template,
    ...(outline.method !== undefined && { method: outline.method }),
    sourceName: alert.sourceName,
    alerts: 0,
    held: 0,
    examples: [],
    kept: [],
  }
  let last: Alert | undefined
  while (preview.alerts < lookedAtMost) {
    const piece = anomaliesBefore(parts.db, last)
    for (const other of piece) {
      const fate = fateOf(other, parts)
      if (fate === 'held') preview.held++
      if (fate === 'held' && preview.examples.length < shown.held) preview.examples.push(other)
      if (fate === 'kept' && preview.kept.length < shown.kept) preview.kept.push(other)
    }
    preview.alerts += piece.length
    last = piece.at(-1)
    if (piece.length < pieceAlerts) break
    await otherWork()
  }
  return preview
}

function anomaliesBefore(db: Database, last: Alert | undefined): Alert[] {
  const params = last ? [last.time, last.id] : []
  const before = last ? ' AND (a.time, a.id) < (?, ?)' : ''
  const tail = `ORDER BY a.time DESC, a.id DESC LIMIT ${pieceAlerts}`
  return selectAlerts(db, { text: `a.type = 'anomaly'${before}`, params }, tail)
}

function fateOf(
  alert: Alert,
  { db, keyring, outline, profile, isExpected }: PreviewParts,
): 'held' | 'kept' | 'other' {
  if (alert.sourceId !== outline.sourceId) return 'other'
  const found = new AlertStore(db).get(alert.id)
  const tokens = [found?.sealed, found?.sealedLast].filter((token) => token !== undefined)
  const key = outlineKey(outline)
  const rows = tokens.map((token) => {
    const event = keptEvent(keyring, token, alert.arrival)
    const own = event && outlineOf(event, alert.sourceId)
    return own && outlineKey(own) === key ? rowOf(event, profile) : undefined
  })
  if (!rows.some((row) => row !== undefined)) return 'other'
  // One that others are grouped under would have been made of the next of them.
  const isHeld = alert.grouped === undefined && rows.every((row) => row !== undefined && isExpected(row))
  return isHeld ? 'held' : 'kept'
}
