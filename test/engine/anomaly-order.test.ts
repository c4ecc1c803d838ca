import { expect, it } from 'vitest'
import { Random } from '../../engine/collectors/generator/random.ts'
import type { Analysed } from '../../engine/pipeline/conclude.ts'
import {
  alertsIn,
  budgetOn,
  dayMs,
  hourMs,
  inOrder,
  lineOf,
  start,
  traffic,
  twoSources,
} from './anomaly-lines.ts'

const seed = Number(process.env.VEDETTE_SEED ?? Date.now() % 1_000_000)
const random = new Random(seed)

/** Nine days of two sources, the second of which comes later; odd lines, some of them repeated, and a burst. */
function lines(): Analysed[] {
  const burst = Array.from({ length: 300 }, (_, i) =>
    lineOf(start + 5 * dayMs + 9 * hourMs + i * 500, 0.7 + 0.2 * random.next(), { ip: `10.9.9.${i % 120}` }),
  )
  const late = traffic(random, 5, 300, 2, start + 4 * dayMs)
  return inOrder(traffic(random, 9, 400, 1), late, burst)
}

const all = lines()
const perDay = 6

function everything(db: ReturnType<typeof twoSources>): unknown {
  const tables = ['score_day', 'score_part', 'anomaly_use', 'anomaly_group', 'position']
  return [
    alertsIn(db),
    ...tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all()),
    db
      .prepare('SELECT day, number, time, score FROM anomaly_group_line ORDER BY day, score DESC, number')
      .all(),
  ]
}

function undisturbed(): unknown {
  const db = twoSources()
  budgetOn(db, { perDay, ownThreshold: null }).run(all, 500)
  return everything(db)
}

it(`the same lines give the same alerts, however they are cut and wherever it starts anew (VEDETTE_SEED=${seed})`, () => {
  const expected = undisturbed()
  for (let round = 0; round < 3; round++) {
    const db = twoSources()
    let pipeline = budgetOn(db, { perDay, ownThreshold: null })
    for (let at = 0; at < all.length; ) {
      const batch = all.slice(at, at + random.int(1, round === 0 ? 40 : 1_200))
      if (random.chance(0.1)) {
        // Killed: what was judged and not stored is judged again.
        pipeline.die(batch)
        if (random.chance(0.5)) pipeline = budgetOn(db, { perDay, ownThreshold: null })
        continue
      }
      pipeline.run(batch, batch.length)
      at += batch.length
    }
    // Numbers of examples tell only their order.
    expect(withoutNumbers(everything(db))).toEqual(withoutNumbers(expected))
  }
})

const withoutNumbers = (tables: unknown): unknown =>
  JSON.parse(JSON.stringify(tables, (key, value: unknown) => (key === 'number' ? undefined : value)))
