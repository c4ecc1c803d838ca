import actor from './actor.json' with { type: 'json' }
import alerts from './alerts.json' with { type: 'json' }
import anomalies from './anomalies.json' with { type: 'json' }
import app from './app.json' with { type: 'json' }
import expect from './expect.json' with { type: 'json' }
import generator from './generator.json' with { type: 'json' }
import incidents from './incidents.json' with { type: 'json' }
import map from './map.json' with { type: 'json' }
import models from './models.json' with { type: 'json' }
import overview from './overview.json' with { type: 'json' }
import parts from './parts.json' with { type: 'json' }
import quality from './quality.json' with { type: 'json' }
import query from './query.json' with { type: 'json' }
import reasons from './reasons.json' with { type: 'json' }
import rules from './rules.json' with { type: 'json' }
import settings from './settings.json' with { type: 'json' }
import sources from './sources.json' with { type: 'json' }
import terms from './terms.json' with { type: 'json' }
import triage from './triage.json' with { type: 'json' }
import tryWords from './try.json' with { type: 'json' }

export const words = {
  actor,
  alerts,
  anomalies,
  app,
  expect,
  generator,
  incidents,
  map,
  models,
  overview,
  parts,
  quality,
  query,
  reasons,
  rules,
  settings,
  sources,
  terms,
  try: tryWords,
  triage,
}
