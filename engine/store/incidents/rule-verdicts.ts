import type { Database } from '../database.ts'

/**
 * In how many resolved incidents each rule has alerts, by the reason they were resolved for: a small table, kept in the
 * transactions that decide of incidents, change their rules or remove them, as counting them anew takes too long.
 */
export interface RuleVerdicts {
  /** To be called after the rules of an incident were changed. */
  count(incidentId: number): void
  /** To be called before that, or before the incident is removed. */
  withdraw(incidentId: number): void
  /** To be called after one rule was added to an incident. */
  countRule(incidentId: number, signature: string): void
  /** The same for all incidents that a step of triage is about, as they stand: after they were changed, and before. */
  countStep(step: number): void
  withdrawStep(step: number): void
}

export function ruleVerdicts(db: Database): RuleVerdicts {
  const change = (from: string, where: string) => `
    INSERT INTO rule_verdict (signature, reason, incidents)
    SELECT r.signature, s.reason, ? * count(*)
    FROM ${from} JOIN triage_step s ON s.id = i.step_id JOIN incident_rule r ON r.incident_id = i.id
    WHERE ${where} AND i.state = 2 AND s.reason IS NOT NULL GROUP BY r.signature, s.reason
    ON CONFLICT DO UPDATE SET incidents = incidents + excluded.incidents`
  const all = db.prepare<[number, number]>(change('incident i', 'i.id = ?'))
  const one = db.prepare<[number, number, string]>(change('incident i', 'i.id = ? AND r.signature = ?'))
  const ofStep = db.prepare<[number, number]>(
    change('incident_triage t JOIN incident i ON i.id = t.incident_id', 't.step_id = ?'),
  )
  return {
    count: (id) => void all.run(1, id),
    withdraw: (id) => void all.run(-1, id),
    countRule: (id, signature) => void one.run(1, id, signature),
    countStep: (step) => void ofStep.run(1, step),
    withdrawStep: (step) => void ofStep.run(-1, step),
  }
}

/** Of the incidents with alerts of a rule those that were resolved, and those of them that were false alarms. */
export interface Decided {
  readonly incidents: number
  readonly falseAlarms: number
}

export function decidedByRule(db: Database): ReadonlyMap<string, Decided> {
  const rows = db
    .prepare<[], Decided & { signature: string }>(
      `SELECT signature, sum(incidents) AS incidents,
         coalesce(sum(incidents) FILTER (WHERE reason = 'false-alarm'), 0) AS falseAlarms
       FROM rule_verdict GROUP BY signature HAVING sum(incidents) > 0`,
    )
    .all()
  return new Map(rows.map(({ signature, ...decided }) => [signature, decided]))
}
