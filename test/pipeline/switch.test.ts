import { afterAll, describe, expect, it } from 'vitest'
import { createDetection } from '../../detectors/index.ts'
import { AnomalyBudget } from '../../engine/anomaly/budget.ts'
import { Enrichment } from '../../engine/enrichment.ts'
import { OwnLogInput } from '../../engine/inputs/own-log-input.ts'
import { Concluder, Examiner, Examiners, Pipeline, type PipelineParts } from '../../engine/pipeline/index.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { SettingsStore } from '../../engine/store/settings-store.ts'
import { SiteProfile } from '../../ml/profile/index.ts'
import { accessLine } from '../engine/start-engine.ts'
import { OwnLog } from '../torture/own-log.ts'

const log = new OwnLog()
afterAll(() => log.remove())

/** Examiners whose scores tell whose they are; none but this thread, so that they need no model. */
const scoringBy = (score: number): Examiners =>
  new Examiners({
    keys: log.keyring.texts,
    table: undefined,
    profile: SiteProfile.empty,
    threads: 0,
    local: new Examiner({
      keyring: log.keyring,
      match: () => [],
      scorer: { score: async (_, count) => new Float32Array(count).fill(score), profile: SiteProfile.empty },
    }),
  })

describe('a pipeline that is given other examiners between two turns', () => {
  it('has what was read ahead examined anew: no line after it has a score of before, and none is lost', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => accessLine(`/page/${i}`, i))
    await log.write(lines)
    const db = openDatabase(':memory:')
    const enrichment = await Enrichment.open(db, new SettingsStore(db, log.keyring), 1)
    const scores: number[] = []
    const parts: PipelineParts = {
      concluder: new Concluder({ detection: createDetection() }),
      geography: enrichment.geography,
      alerting: ({ anomalyScore = -1 }) => {
        scores.push(anomalyScore)
        return { alerts: [] }
      },
      keyring: log.keyring,
      budget: new AnomalyBudget({
        db,
        model: () => ({ id: 'none', threshold: 1, floor: 1 }),
        settings: () => ({ perDay: 1, ownThreshold: null }),
      }),
      write: () => [],
      alertsById: () => [],
    }
    const pipeline = new Pipeline(scoringBy(0.25))
    const input = new OwnLogInput(log.dir, () => undefined, 1)
    // Readings grow: by the third one, the next is under way.
    for (let turn = 0; turn < 3; turn++) await pipeline.turn(input, parts)
    const before = scores.length
    expect(before).toBeLessThan(lines.length)
    await pipeline.examineBy(scoringBy(0.75))
    while ((await pipeline.turn(input, parts)).lines > 0);
    expect(scores).toHaveLength(lines.length)
    expect(new Set(scores.slice(0, before))).toEqual(new Set([0.25]))
    expect(new Set(scores.slice(before))).toEqual(new Set([0.75]))
    await pipeline.close()
    await input.close()
    await enrichment.close()
    db.close()
  })
})
