import { call } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import { rebuild } from '../../engine/rebuild.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { OddSite } from './odd-site.ts'

let site: OddSite
afterEach(() => site.started.engine.close())

/** A request that no signature knows but the model calls odd; the same shape for any numbers. */
const odd = (n: number) => ({
  target: `/api/export/${n}/report?from=${1_000 + n}&to=${2_000 + n}&zone=%C3%A9t%C3%A9`,
})
const other = { target: `/api/export/7/report?from=1007&to=2007&zone=%C3%A9t%C3%A9&x=${'{[('.repeat(20)}` }

async function expectFirst(width?: 'narrow' | 'usual' | 'wide') {
  const [alert] = await site.request(odd(1))
  const alertId = alert?.id ?? 0
  return call(site.started.router.anomalies.expect, { alertId, note: 'our robot', ...(width && { width }) })
}
const anomalies = async () => (await site.started.alerts({ types: ['anomaly'] })).length
const listed = () => call(site.started.router.anomalies.expectations, undefined)

describe('an anomaly alert', () => {
  it('tells why, by what the model saw when it was made', async () => {
    site = await OddSite.open()
    const [alert] = await site.request(odd(1))
    expect(alert).toMatchObject({
      type: 'anomaly',
      why: expect.stringMatching(/unusual: .+, usually .+; score 0\.\d{3}, threshold 0\.500\.$/),
    })
    const detail = await call(site.started.router.alerts.get, { id: alert?.id ?? 0 })
    expect(detail.reasons.length).toBeGreaterThan(0)
    expect(detail.reasons.map(({ feature }) => feature)).toContain('method')
    expect(detail.features.find(({ name }) => name === 'method')).toMatchObject({ title: 'Method', value: 2 })
  })

  it('that is expected keeps its shape from alerting again, and nothing else', async () => {
    site = await OddSite.open()
    const made = await expectFirst()
    expect(made).toMatchObject({
      method: 'PUT',
      template: '/api/export/{number}/report',
      sourceName: 'my site',
      width: 'usual',
      note: 'our robot',
      held: 0,
    })

    expect(await site.request(odd(2), odd(3), odd(899))).toEqual([])
    const [held] = await listed()
    expect(held).toMatchObject({ id: made.id, held: 3 })
    expect(held?.lastHeldAt).toBeGreaterThanOrEqual(made.madeAt)

    expect(await site.request(other), 'another payload on the same path').toMatchObject([{ type: 'anomaly' }])
    expect(await site.request({ ...odd(4), method: 'PATCH' }), 'another method').toHaveLength(1)
    const lists = `${odd(5).target}&y[]=2&z[]=3&v[]=4&w[]=5`
    expect(await site.request({ target: lists }), 'more parameters, of another kind').toHaveLength(1)
    expect(
      await site.request({ target: '/api/import/1/report?from=1001&to=2001&zone=%C3%A9t%C3%A9' }),
    ).toHaveLength(1)
    const attack = await site.request({ target: `${odd(6).target}'+union+select+1,password+from+users--` })
    expect(attack.map(({ type }) => type)).toContain('sql-injection')
    expect((await listed())[0]?.held).toBe(3)
  })

  it('alerts again once its expectation was removed', async () => {
    site = await OddSite.open()
    const { id } = await expectFirst()
    expect(await site.request(odd(2))).toEqual([])
    expect(await call(site.started.router.anomalies.unexpect, { id })).toEqual({ removed: true })
    expect(await listed()).toEqual([])
    expect(await site.request(odd(3))).toHaveLength(1)
    await expect(call(site.started.router.anomalies.unexpect, { id })).rejects.toThrow(
      /There is no expectation/,
    )
  })

  it('is expected once: a second time changes the width', async () => {
    site = await OddSite.open()
    const first = await expectFirst('narrow')
    const alertId = first.alertId ?? 0
    const second = await call(site.started.router.anomalies.expect, { alertId, width: 'wide' })
    expect(await listed()).toEqual([second])
  })
})

describe('an expectation', () => {
  it('cannot be widened by requests that go a little further each time', async () => {
    site = await OddSite.open()
    await expectFirst()
    const requests = Array.from({ length: 12 }, (_, i) => ({
      target: `${odd(1).target}${'te'.repeat(Math.round(2 ** (i / 2)))}`,
    }))
    const alerts = await site.request(...requests)
    const [held] = await listed()
    expect(held?.held).toBeGreaterThan(0)
    expect(alerts.length).toBeGreaterThan(3)
    expect(alerts.length + (held?.held ?? 0)).toBe(requests.length)
  })

  it('does to new lines what its preview said it would have done, at any width', async () => {
    site = await OddSite.open()
    const { preview, expect: make } = site.started.router.anomalies
    const held: number[] = []
    for (const [i, width] of (['narrow', 'usual', 'wide'] as const).entries()) {
      const requests = Array.from({ length: 60 }, (_, n) => ({
        target: `/api/${width}/${n}/report?from=${'x'.repeat(1 + 2 * (n % 20))}&to=${10 ** (n % 5)}`,
        method: n % 7 === 0 ? 'PATCH' : 'PUT',
      }))
      const before = await site.request(...requests)
      expect(before).toHaveLength(60)
      const alertId = before[22]?.id ?? 0
      const told = await call(preview, { alertId, width })
      expect(told).toMatchObject({ template: `/api/${width}/{number}/report`, method: 'PUT' })
      expect(told.alerts).toBe(await anomalies())
      expect(told.examples).toHaveLength(Math.min(10, told.held))
      expect(told.kept).toHaveLength(5)

      await call(make, { alertId, width })
      expect(await site.request(...requests)).toHaveLength(60 - told.held)
      expect((await listed())[0]?.held).toBe(told.held)
      held[i] = told.held
    }
    expect(held[0]).toBeGreaterThan(0)
    expect(held).toEqual(held.toSorted((a, b) => a - b))
  })

  it('survives a restart and a rebuild, which make the same alerts and counts', async () => {
    site = await OddSite.open()
    const { id } = await expectFirst()
    await site.request(odd(2), other, odd(3))
    const removed = await call(site.started.router.anomalies.expect, {
      alertId: (await site.request({ ...odd(4), method: 'PATCH' }))[0]?.id ?? 0,
    })
    await site.request({ ...odd(5), method: 'PATCH' })
    await call(site.started.router.anomalies.unexpect, { id: removed.id })
    await site.request({ ...odd(6), method: 'PATCH' })
    const seen = async () => ({
      alerts: (await site.started.alerts()).map(({ id: _, ...alert }) => alert),
      expectations: (await listed()).map(({ alertId: _, ...expectation }) => expectation),
    })
    const before = await seen()
    expect(before.expectations).toMatchObject([{ id, held: 2, note: 'our robot' }])

    await site.restart()
    expect(await seen()).toEqual(before)
    await site.restart((dataDir, key) => rebuild({ dataDir, keyring: new Keyring([key]) }))
    expect(await seen()).toEqual(before)
    expect(await site.request(odd(7))).toEqual([])
  })

  it('is refused where there is nothing to expect', async () => {
    site = await OddSite.open()
    const { preview, expect: make } = site.started.router.anomalies
    const attack = await site.request({ target: '/p?id=1+union+select+1,2', method: 'GET', status: 200 })
    const alertId = attack.find(({ type }) => type !== 'anomaly')?.id ?? 0
    await expect(call(make, { alertId })).rejects.toThrow(/is no anomaly/)
    await expect(call(preview, { alertId: 4_711 })).rejects.toThrow(/There is no alert 4711/)
    const [long] = await site.request({ target: `/${'a/'.repeat(600)}?x` })
    expect(long?.type).toBe('anomaly')
    await expect(call(make, { alertId: long?.id ?? 0 })).rejects.toThrow(/has no shape to expect/)
    await call(site.started.router.settings.set, { anomalyBudget: 0 })
    const [group] = await site.request(odd(1), odd(2))
    expect(group).toMatchObject({ signature: 'anomaly-group' })
    const refused = /stands for lines beyond the budget/
    await expect(call(preview, { alertId: group?.id ?? 0 })).rejects.toThrow(refused)
    await expect(call(make, { alertId: group?.id ?? 0 })).rejects.toThrow(refused)
  })

  it('whose line no key opens any more says so and holds nothing back', async () => {
    site = await OddSite.open()
    await expectFirst()
    const { db } = site.started.engine
    db.prepare('UPDATE expectation SET sealed = ?, sealed_note = ?').run('gAAAAA', 'gAAAAA')
    await site.restart()
    expect(await listed()).toMatchObject([
      { problem: expect.stringContaining('does not open'), note: expect.stringContaining('does not open') },
    ])
    expect(await site.request(odd(2))).toHaveLength(1)
  })
})
