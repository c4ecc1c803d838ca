import { implement, ORPCError } from '@orpc/server'
import { type AlertFilter, contract } from '../../contract/index.ts'
import type { Engine } from '../engine.ts'
import { BadInput, NotFound } from '../errors.ts'
import { databaseSentence } from '../store/failures.ts'
import { pageOfAlertsInStates } from '../store/incidents/alerts-in-states.ts'
import { queryMap } from '../store/map-query.ts'
import { queryOverview } from '../store/overview-query.ts'
import { listQuarantine } from '../store/quarantine-store.ts'
import { queryRuleHits } from '../store/rule-hits.ts'
import { prepareSearch } from '../store/search.ts'
import { queryTargets } from '../store/targets-query.ts'
import { queryUnusual } from '../store/unusual-query.ts'

/** The contract over an engine: translates calls, and the engine's errors into the contract's. */
export function createRouter(engine: Engine) {
  const os = implement(contract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof NotFound) throw new ORPCError('NOT_FOUND', { message: error.message })
      if (error instanceof BadInput) throw new ORPCError('BAD_INPUT', { message: error.message, status: 422 })
      const sentence = databaseSentence(error, engine.db.name)
      if (sentence !== undefined) throw new ORPCError('SERVICE_UNAVAILABLE', { message: sentence })
      throw error
    }
  })

  /** A text may take a while to be looked for: meanwhile other calls are answered. */
  async function searched(filter: AlertFilter, signal: AbortSignal | undefined): Promise<void> {
    await prepareSearch(engine.db, filter, Date.now(), signal)
    if (signal?.aborted) throw new ORPCError('CLIENT_CLOSED_REQUEST')
  }

  return os.router({
    status: os.status.handler(() => engine.status()),
    live: os.live.handler(({ signal }) => engine.live.subscribe(signal)),
    overview: os.overview.handler(async ({ input, signal }) => {
      await searched(input, signal)
      return queryOverview(engine.db, input, Date.now(), engine.techniques)
    }),
    targets: os.targets.handler(async ({ input, signal }) => {
      await searched(input, signal)
      return queryTargets(engine.db, input, Date.now())
    }),
    unusual: os.unusual.handler(() =>
      queryUnusual(engine.db, Date.now(), engine.anomalies.report.drifts(Date.now())),
    ),
    map: os.map.handler(async ({ input, signal }) => {
      await searched(input, signal)
      return queryMap(engine.db, input, Date.now())
    }),
    alerts: {
      list: os.alerts.list.handler(async ({ input, signal }) => {
        await searched(input.filter, signal)
        return pageOfAlertsInStates(engine.db, input)
      }),
      get: os.alerts.get.handler(({ input }) => engine.alert(input.id)),
      usual: os.alerts.usual.handler(({ input, signal }) => engine.usual.of(input.id, signal)),
    },
    actors: {
      get: os.actors.get.handler(({ input }) => engine.actors.get(input, Date.now())),
      requests: os.actors.requests.handler(({ input, signal }) =>
        engine.actors.requests(input, Date.now(), signal),
      ),
    },
    incidents: {
      list: os.incidents.list.handler(({ input }) => engine.incidents.list(input)),
      get: os.incidents.get.handler(({ input }) => engine.incidents.get(input.id)),
      alerts: os.incidents.alerts.handler(({ input }) => engine.incidents.alerts(input)),
      ofAlert: os.incidents.ofAlert.handler(({ input }) => engine.incidents.ofAlert(input.id)),
      triage: os.incidents.triage.handler(({ input }) => engine.incidents.triage(input)),
      undo: os.incidents.undo.handler(({ input }) => ({ count: engine.incidents.undo(input.undo) })),
    },
    detectors: os.detectors.handler(() => [...engine.detectors]),
    rules: {
      scoreboard: os.rules.scoreboard.handler(() => engine.rules.scoreboard()),
      settings: os.rules.settings.handler(() => engine.rules.settings()),
      set: os.rules.set.handler(({ input }) => engine.rules.change(input)),
      hits: os.rules.hits.handler(({ input }) => queryRuleHits(engine.db, input)),
      try: os.rules.try.handler(({ input }) => engine.rules.try(input)),
    },
    sources: {
      list: os.sources.list.handler(() => engine.sources.list()),
      add: os.sources.add.handler(({ input }) => engine.sources.add(input)),
      setEnabled: os.sources.setEnabled.handler(({ input }) =>
        engine.sources.setEnabled(input.id, input.enabled),
      ),
      remove: os.sources.remove.handler(async ({ input }) => {
        await engine.sources.remove(input.id)
        return { removed: true }
      }),
      quarantine: os.sources.quarantine.handler(({ input }) =>
        listQuarantine(engine.db, input.limit, input.sourceId),
      ),
    },
    models: {
      list: os.models.list.handler(() => engine.models.list()),
      train: os.models.train.handler(({ input }) => engine.models.train(input)),
      training: os.models.training.handler(() => engine.models.training),
      cancel: os.models.cancel.handler(() => engine.models.cancel()),
      compare: os.models.compare.handler(({ input }) => engine.models.compare(input.id, input.otherId)),
      activate: os.models.activate.handler(({ input }) => engine.models.activate(input.id)),
      discard: os.models.discard.handler(({ input }) => engine.models.discard(input.id)),
    },
    anomalies: {
      budget: os.anomalies.budget.handler(() => engine.anomalies.report.budget(Date.now())),
      expectations: os.anomalies.expectations.handler(() => engine.anomalies.expectations.list()),
      preview: os.anomalies.preview.handler(({ input }) => engine.anomalies.expectations.preview(input)),
      expect: os.anomalies.expect.handler(({ input }) => engine.anomalies.expectations.expect(input)),
      unexpect: os.anomalies.unexpect.handler(({ input }) => {
        engine.anomalies.expectations.unexpect(input.id)
        return { removed: true }
      }),
    },
    generator: {
      start: os.generator.start.handler(({ input }) => engine.generator.start(input)),
      stop: os.generator.stop.handler(() => engine.generator.stop()),
      clear: os.generator.clear.handler(async () => ({ removed: await engine.clearDemo() })),
    },
    settings: {
      get: os.settings.get.handler(() => engine.preferences.view()),
      set: os.settings.set.handler(({ input }) => engine.preferences.change(input)),
    },
  })
}
export type EngineRouter = ReturnType<typeof createRouter>
