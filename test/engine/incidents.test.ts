import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Incident } from '../../contract/incident.ts'
import { rebuild } from '../../engine/rebuild.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

/** Attacks of three addresses, ten minutes apart, with a rest of an hour after each tenth. */
const attacks = (from: number, count: number): string =>
  Array.from({ length: count }, (_, n) => {
    const i = from + n
    const seconds = i * 200 + Math.floor(i / 30) * 3_600
    const target = i % 2 === 0 ? `/p?id=${i}+union+select+1,2` : `/f?file=../../../etc/passwd&n=${i}`
    return `${accessLine(target, seconds, `81.2.69.${i % 3}`)}\n`
  }).join('')

async function started() {
  const dir = newDir()
  const log = join(dir, 'access.log')
  writeFileSync(log, attacks(0, 60))
  const engine = await startEngine(join(dir, 'data'))
  await call(engine.router.settings.set, { retentionDays: 3650 })
  await call(engine.router.sources.add, { path: log, kind: 'plain', name: 'my site' })
  await read(engine, 60)
  return { ...engine, log }
}

async function read({ engine }: Pick<Started, 'engine'>, lines: number): Promise<void> {
  await until(() => engine.status().counters.linesRead === lines, `${lines} lines read`)
  await engine.idle()
}

const listed = async ({ router }: Pick<Started, 'router'>): Promise<Incident[]> =>
  (await call(router.incidents.list, { filter: {} })).incidents

const told = (incidents: readonly Incident[]) =>
  incidents
    .map(({ id: _, triage: { changedAt: __, ...triage }, ...incident }) =>
      JSON.stringify({ ...incident, triage }),
    )
    .sort((a, b) => (a < b ? -1 : 1))

describe('incidents over the contract', () => {
  it('lead from the list to their risk, their alerts and back', async () => {
    const { engine, router, alerts } = await started()
    const page = await call(router.incidents.list, { filter: { sourceIps: ['81.2.69.1'] }, sort: 'risk' })
    expect(page).toMatchObject({ total: 2, totalIsExact: true, byState: { new: 2 }, next: null })
    const [first] = page.incidents
    expect(first).toMatchObject({ goal: 'exploitation', sourceName: 'my site', demo: false })
    const { incident, risk } = await call(router.incidents.get, { id: first?.id ?? 0 })
    expect(risk.score).toBe(incident.risk)
    const within = await call(router.incidents.alerts, { id: incident.id, limit: 5 })
    const rest = await call(router.incidents.alerts, {
      id: incident.id,
      ...(within.next && { cursor: within.next }),
    })
    const both = [...within.alerts, ...rest.alerts]
    expect(both.reduce((sum, { count }) => sum + count, 0)).toBe(incident.count)
    expect(await call(router.incidents.ofAlert, { id: both[0]?.id ?? 0 })).toEqual(incident)
    const everything = (await alerts()).reduce((sum, { count }) => sum + count, 0)
    expect((await listed({ router })).reduce((sum, { count }) => sum + count, 0)).toBe(everything)
    await expect(call(router.incidents.get, { id: 999 })).rejects.toThrow(/There is no incident 999/)
    await expect(call(router.incidents.ofAlert, { id: 999 })).rejects.toThrow(/There is no alert 999/)
    await engine.close()
  })

  it('are triaged and undone, and every console is told', async () => {
    const { engine, router } = await started()
    const [one] = await listed({ router })
    const live = await call(router.live, undefined)
    // It listens from its first message on.
    await live.next()
    const ids = [one?.id ?? 0]
    const done = await call(router.incidents.triage, { ids, state: 'resolved', reason: 'expected' })
    await expect(call(router.incidents.triage, { ids, state: 'resolved' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    expect(await call(router.incidents.undo, { undo: done.undo ?? 0 })).toEqual({ count: 1 })
    const told: (readonly number[])[] = []
    for await (const message of live) {
      if (message.kind === 'triage') told.push(message.ids)
      if (told.length === 2) break
    }
    expect(told).toEqual([ids, ids])
    await engine.close()
  })
})

describe('after a rebuild', () => {
  it('incidents are the same, and so is what was decided of them', async () => {
    const first = await started()
    const all = await listed(first)
    const [a, b] = all.filter(({ sourceIp }) => sourceIp === '81.2.69.1')
    const latest = all[0]?.id ?? 0
    await call(first.router.incidents.triage, { ids: [a?.id ?? 0], state: 'acknowledged', note: 'GET /who' })
    await call(first.router.incidents.triage, {
      ids: [b?.id ?? 0, latest],
      state: 'resolved',
      reason: 'expected',
    })
    // What comes after a resolved incident is parted from it.
    writeFileSync(first.log, attacks(0, 66))
    await read(first, 66)
    const before = await listed(first)
    expect(before.length).toBeGreaterThan(all.length)
    const history = (await call(first.router.incidents.get, { id: a?.id ?? 0 })).history
    await first.engine.close()

    const { dataDir, key } = first
    expect((await rebuild({ dataDir, keyring: new Keyring([key]) })).losses).toEqual([])
    const again = await startEngine(dataDir, key)
    const after = await listed(again)
    expect(told(after)).toEqual(told(before))
    const same = after.find(({ triage }) => triage.note === 'GET /who')
    expect((await call(again.router.incidents.get, { id: same?.id ?? 0 })).history).toEqual(history)
    await again.engine.close()
  })
})

it('removed demo data takes its incidents along', async () => {
  const { engine, router } = await startEngine()
  await call(router.generator.start, { rate: 500, seed: 3 })
  await until(() => engine.status().demoAlerts > 5, 'demo alerts')
  expect((await listed({ router })).every(({ demo }) => demo)).toBe(true)
  await call(router.generator.clear, undefined)
  expect(await listed({ router })).toEqual([])
  await engine.close()
})
