import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { Actor, ActorQuery, ActorRequests } from './actor.ts'
import { Alert, AlertDetail } from './alert.ts'
import { AnomalyBudget, Expectation, ExpectationDraft, ExpectationPreview } from './anomaly.ts'
import { DetectorDoc } from './detector.ts'
import {
  AddSource,
  EngineStatus,
  GeneratorOptions,
  GeneratorStatus,
  QuarantineEntry,
  Source,
} from './engine-status.ts'
import { AlertFilter } from './filter.ts'
import {
  Incident,
  IncidentAlertsQuery,
  IncidentDetail,
  IncidentPage,
  IncidentQuery,
  TriageChange,
  TriageChanged,
} from './incident.ts'
import { ModelCard, ModelComparison, Training, TrainingRequest } from './model.ts'
import { AlertPage, Cursor, Overview, Targets, ThreatMap, Unusual } from './query.ts'
import { HitRange, RuleHits, RuleSettings, RulesChange } from './rules.ts'
import { Scoreboard } from './scoreboard.ts'
import { SettingsChange, SettingsView } from './settings.ts'
import { TriageState } from './triage.ts'
import { TriedLine, TryLines } from './trial.ts'
import { UsualAnswers } from './usual.ts'

export * from './actor.ts'
export * from './alert.ts'
export * from './anomaly.ts'
export * from './attack-type.ts'
export * from './detector.ts'
export * from './engine-status.ts'
export * from './event.ts'
export * from './filter.ts'
export * from './finding.ts'
export * from './incident.ts'
export * from './model.ts'
export * from './query.ts'
export * from './reason.ts'
export * from './rules.ts'
export * from './scoreboard.ts'
export * from './settings.ts'
export * from './severity.ts'
export * from './triage.ts'
export * from './trial.ts'
export * from './usual.ts'

/** What the live stream brings: new alerts (newest last, at most 200 a message), a fresh status, or decisions. */
export const LiveMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alerts'), alerts: z.array(Alert), count: z.number().int() }),
  z.object({ kind: z.literal('status'), status: EngineStatus }),
  /** incidents were triaged, here or on another console; of many only the first 500 are named */
  z.object({ kind: z.literal('triage'), ids: z.array(z.number().int()), count: z.number().int() }),
])
export type LiveMessage = z.infer<typeof LiveMessage>

const id = z.object({ id: z.number().int() })

/** Errors a caller can act on: each carries one sentence in `message`. */
const base = oc.errors({
  NOT_FOUND: {},
  BAD_INPUT: {},
})

/** The one contract: every screen and every script talks to the engine through this. */
export const contract = {
  status: base.route({ method: 'GET', path: '/status' }).output(EngineStatus),
  live: base.route({ method: 'GET', path: '/live' }).output(eventIterator(LiveMessage)),
  overview: base.route({ method: 'POST', path: '/overview' }).input(AlertFilter).output(Overview),
  targets: base.route({ method: 'POST', path: '/targets' }).input(AlertFilter).output(Targets),
  unusual: base.route({ method: 'GET', path: '/unusual' }).output(Unusual),
  map: base.route({ method: 'POST', path: '/map' }).input(AlertFilter).output(ThreatMap),
  alerts: {
    list: base
      .route({ method: 'POST', path: '/alerts/search' })
      .input(
        z.object({
          filter: AlertFilter,
          /** of the incidents they belong to; absent: all */
          states: z.array(TriageState).max(3).optional(),
          cursor: Cursor.optional(),
          limit: z.number().int().min(1).max(500).default(100),
        }),
      )
      .output(AlertPage),
    get: base
      .route({ method: 'GET', path: '/alerts/{id}' })
      .input(z.object({ id: z.coerce.number().int() }))
      .output(AlertDetail),
    /** what its request is usually answered with; looked up in the sealed log, which may take some seconds */
    usual: base
      .route({ method: 'GET', path: '/alerts/{id}/usual' })
      .input(z.object({ id: z.coerce.number().int() }))
      .output(UsualAnswers),
  },
  actors: {
    get: base.route({ method: 'POST', path: '/actors' }).input(ActorQuery).output(Actor),
    /** opened from the sealed log, innocent ones as well */
    requests: base
      .route({ method: 'POST', path: '/actors/requests' })
      .input(ActorQuery.extend({ limit: z.number().int().min(1).max(500).default(100) }))
      .output(ActorRequests),
  },
  incidents: {
    list: base.route({ method: 'POST', path: '/incidents/search' }).input(IncidentQuery).output(IncidentPage),
    get: base
      .route({ method: 'GET', path: '/incidents/{id}' })
      .input(z.object({ id: z.coerce.number().int() }))
      .output(IncidentDetail),
    /** the alerts of an incident, newest first */
    alerts: base
      .route({ method: 'POST', path: '/incidents/alerts' })
      .input(IncidentAlertsQuery)
      .output(AlertPage),
    /** the incident an alert belongs to */
    ofAlert: base
      .route({ method: 'GET', path: '/alerts/{id}/incident' })
      .input(z.object({ id: z.coerce.number().int() }))
      .output(Incident),
    triage: base
      .route({ method: 'POST', path: '/incidents/triage' })
      .input(TriageChange)
      .output(TriageChanged),
    /** restores what a decision changed, exactly; refused where one of its incidents was decided on since */
    undo: base
      .route({ method: 'POST', path: '/incidents/undo' })
      .input(z.object({ undo: z.number().int() }))
      .output(z.object({ count: z.number().int() })),
  },
  detectors: base.route({ method: 'GET', path: '/detectors' }).output(z.array(DetectorDoc)),
  rules: {
    /** computed when first asked for, then kept until settings change */
    scoreboard: base.route({ method: 'GET', path: '/rules/scoreboard' }).output(Scoreboard),
    settings: base.route({ method: 'GET', path: '/rules/settings' }).output(RuleSettings),
    set: base.route({ method: 'POST', path: '/rules/settings' }).input(RulesChange).output(RuleSettings),
    hits: base.route({ method: 'POST', path: '/rules/hits' }).input(HitRange).output(z.array(RuleHits)),
    /** judges lines with windows of its own: nothing is stored, counted or looked up for it */
    try: base.route({ method: 'POST', path: '/rules/try' }).input(TryLines).output(z.array(TriedLine)),
  },
  sources: {
    list: base.route({ method: 'GET', path: '/sources' }).output(z.array(Source)),
    add: base.route({ method: 'POST', path: '/sources' }).input(AddSource).output(Source),
    setEnabled: base
      .route({ method: 'POST', path: '/sources/enabled' })
      .input(id.extend({ enabled: z.boolean() }))
      .output(Source),
    remove: base
      .route({ method: 'POST', path: '/sources/remove' })
      .input(id)
      .output(z.object({ removed: z.boolean() })),
    quarantine: base
      .route({ method: 'POST', path: '/sources/quarantine' })
      .input(
        z.object({
          limit: z.number().int().min(1).max(500).default(100),
          /** of one source; of all where absent */
          sourceId: z.number().int().optional(),
        }),
      )
      .output(z.array(QuarantineEntry)),
  },
  /** models of ordinary traffic: the shipped one and those trained here */
  models: {
    list: base.route({ method: 'GET', path: '/models' }).output(z.array(ModelCard)),
    /** refused while another training is under way */
    train: base.route({ method: 'POST', path: '/models/train' }).input(TrainingRequest).output(Training),
    training: base.route({ method: 'GET', path: '/models/training' }).output(Training),
    cancel: base.route({ method: 'POST', path: '/models/training/cancel' }).output(Training),
    /** against the active one, or where it is that itself, against the one before */
    compare: base
      .route({ method: 'POST', path: '/models/compare' })
      .input(z.object({ id: z.string(), otherId: z.string().optional() }))
      .output(ModelComparison),
    /** lines read from now on are scored by it */
    activate: base
      .route({ method: 'POST', path: '/models/activate' })
      .input(z.object({ id: z.string() }))
      .output(z.array(ModelCard)),
    /** removes its file; refused for the active and the shipped one */
    discard: base
      .route({ method: 'POST', path: '/models/discard' })
      .input(z.object({ id: z.string() }))
      .output(z.array(ModelCard)),
  },
  anomalies: {
    budget: base.route({ method: 'GET', path: '/anomalies/budget' }).output(AnomalyBudget),
    expectations: base.route({ method: 'GET', path: '/anomalies/expectations' }).output(z.array(Expectation)),
    /** what it would do, before it is done */
    preview: base
      .route({ method: 'POST', path: '/anomalies/expectations/preview' })
      .input(ExpectationDraft)
      .output(ExpectationPreview),
    expect: base
      .route({ method: 'POST', path: '/anomalies/expectations' })
      .input(ExpectationDraft)
      .output(Expectation),
    /** takes it back: such lines are reported again */
    unexpect: base
      .route({ method: 'POST', path: '/anomalies/expectations/remove' })
      .input(id)
      .output(z.object({ removed: z.boolean() })),
  },
  generator: {
    start: base
      .route({ method: 'POST', path: '/generator/start' })
      .input(GeneratorOptions)
      .output(GeneratorStatus),
    stop: base.route({ method: 'POST', path: '/generator/stop' }).output(GeneratorStatus),
    /** removes all demo data: alerts, counts and the demo lines' share of the rollups */
    clear: base
      .route({ method: 'POST', path: '/generator/clear' })
      .output(z.object({ removed: z.number().int() })),
  },
  settings: {
    get: base.route({ method: 'GET', path: '/settings' }).output(SettingsView),
    set: base.route({ method: 'POST', path: '/settings' }).input(SettingsChange).output(SettingsView),
  },
}
export type Contract = typeof contract
