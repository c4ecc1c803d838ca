import type { IncidentDetail } from '../../../contract/incident.ts'
import type { TriageReason, TriageState } from '../../../contract/triage.ts'
import { BadInput, NotFound } from '../../errors.ts'
import type { Database } from '../database.ts'
import { forgetOpen } from './open-incidents.ts'
import { stateRankOf } from './ranks.ts'
import { ruleVerdicts } from './rule-verdicts.ts'
import { toTriage } from './triage-steps.ts'

export interface Decision {
  readonly state: TriageState
  readonly reason?: TriageReason | undefined
  readonly sealedNote?: string | undefined
  readonly at: number
}

/**
 * Decides of incidents in one transaction; those that are gone are left out.
 * @returns the step, to undo it by, and the ids that were changed; undefined where all are gone
 */
export function decide(
  db: Database,
  ids: Iterable<number>,
  { state, reason, sealedNote, at }: Decision,
): { step: number; changed: number[] } | undefined {
  const find = db.prepare<[number], { step_id: number | null }>('SELECT step_id FROM incident WHERE id = ?')
  const remember = db.prepare(
    'INSERT INTO incident_triage (incident_id, step_id, before_step_id) VALUES (?, ?, ?)',
  )
  const change = db.prepare('UPDATE incident SET state = ?, step_id = ? WHERE id = ?')
  const rank = stateRankOf(state)
  const verdicts = ruleVerdicts(db)
  const run = db.transaction(() => {
    const known = [...new Set(ids)].flatMap((id) => {
      const row = find.get(id)
      return row ? [{ id, before: row.step_id }] : []
    })
    if (known.length === 0) return undefined
    const { lastInsertRowid } = db
      .prepare('INSERT INTO triage_step (at, state, reason, note) VALUES (?, ?, ?, ?)')
      .run(at, rank, reason ?? null, sealedNote ?? null)
    const step = Number(lastInsertRowid)
    for (const { id, before } of known) remember.run(id, step, before)
    verdicts.withdrawStep(step)
    for (const { id } of known) change.run(rank, step, id)
    verdicts.countStep(step)
    return { step, changed: known.map(({ id }) => id) }
  })
  const done = run()
  forgetOpen(db)
  return done
}

/**
 * Makes its incidents what they were before a step, and takes the step from their history. Answers their ids.
 * @throws NotFound where there is no such step, BadInput where one of its incidents was decided on since
 */
export function undoStep(db: Database, step: number): number[] {
  const run = db.transaction(() => {
    const rows = db
      .prepare<[number], { id: number; before: number | null; current: number | null; state: number | null }>(
        `SELECT t.incident_id AS id, t.before_step_id AS before, i.step_id AS current, b.state
         FROM incident_triage t JOIN incident i ON i.id = t.incident_id
           LEFT JOIN triage_step b ON b.id = t.before_step_id
         WHERE t.step_id = ?`,
      )
      .all(step)
    if (rows.length === 0) {
      throw new NotFound('There is nothing to undo: it was undone already, or its incidents were purged.')
    }
    const later = rows.find(({ current }) => current !== step)
    if (later) {
      throw new BadInput(
        `Incident ${later.id} was changed again since, so this cannot be undone: set what it should be by hand.`,
      )
    }
    const restore = db.prepare('UPDATE incident SET state = ?, step_id = ? WHERE id = ?')
    const verdicts = ruleVerdicts(db)
    verdicts.withdrawStep(step)
    for (const { id, before, state } of rows) restore.run(state ?? 0, before, id)
    verdicts.countStep(step)
    db.prepare('DELETE FROM incident_triage WHERE step_id = ?').run(step)
    db.prepare('DELETE FROM triage_step WHERE id = ?').run(step)
    return rows.map(({ id }) => id)
  })
  const ids = run()
  forgetOpen(db)
  return ids
}

interface HistoryRow {
  at: number
  state: number
  reason: string | null
  note: string | null
  before_at: number | null
  before_state: number | null
  before_reason: string | null
  before_note: string | null
}

/** What was decided of an incident, oldest first. */
export function historyOf(
  db: Database,
  id: number,
  openNote: (token: string) => string,
): IncidentDetail['history'] {
  return db
    .prepare<[number], HistoryRow>(
      `SELECT s.at, s.state, s.reason, s.note, b.at AS before_at, b.state AS before_state,
         b.reason AS before_reason, b.note AS before_note
       FROM incident_triage t JOIN triage_step s ON s.id = t.step_id
         LEFT JOIN triage_step b ON b.id = t.before_step_id
       WHERE t.incident_id = ? ORDER BY t.step_id`,
    )
    .all(id)
    .map((row) => ({
      at: row.at,
      from: toTriage(
        { at: row.before_at, state: row.before_state, reason: row.before_reason, note: row.before_note },
        openNote,
      ),
      to: toTriage(row, openNote),
    }))
}
