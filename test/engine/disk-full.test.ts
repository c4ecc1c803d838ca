import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { expect, it } from 'vitest'
import { accessLine, newDir, startEngine, until } from './start-engine.ts'

/** Failed logins: what a detector of frequency would count twice if a waiting batch were analysed again. */
const logins = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) =>
    accessLine(`/p?id=${from + i}+union+select+1,2`, from + i, `81.2.${(from + i) % 200}.142`),
  ).join('\n')

it('a database without room stops nothing for good: one sentence, nothing lost, and on when there is room', async () => {
  const dir = newDir()
  const log = join(dir, 'access.log')
  writeFileSync(log, `${logins(0, 50)}\n`)
  const { engine, router, alerts } = await startEngine(join(dir, 'data'))
  await call(router.sources.add, { path: log, kind: 'plain' })
  await until(() => engine.status().counters.linesRead === 50, 'the first lines are read')
  const position = () => engine.db.prepare("SELECT value FROM position WHERE input = 'own-log'").pluck().get()
  const before = position()

  engine.db.pragma(`max_page_count = ${Number(engine.db.pragma('page_count', { simple: true }))}`)
  appendFileSync(log, `${logins(50, 2_000)}\n`)
  await until(() => engine.status().problems.length > 0, 'the want of room is told')
  expect(engine.status().problems).toEqual([
    `The disk with the database ${engine.db.name} is full: free some space. Nothing is lost; Vedette goes on by itself.`,
  ])
  expect(engine.status().counters).toMatchObject({ linesRead: 50, alerts: 50 })
  expect(position()).toBe(before)
  expect(await alerts()).toHaveLength(50)

  engine.db.pragma('max_page_count = 1000000')
  await until(() => engine.status().counters.linesRead === 2_050, 'it goes on by itself')
  expect(engine.status().problems).toEqual([])
  expect(engine.status().counters.alerts).toBe(2_050)
  expect(position()).not.toBe(before)
  expect(engine.db.pragma('integrity_check', { simple: true })).toBe('ok')
  await engine.close()
})

it('an engine that is closed while it waits for room goes on at its next start', async () => {
  const dir = newDir()
  const log = join(dir, 'access.log')
  writeFileSync(log, '')
  const first = await startEngine(join(dir, 'data'))
  await call(first.router.sources.add, { path: log, kind: 'plain' })
  first.engine.db.pragma(`max_page_count = ${Number(first.engine.db.pragma('page_count', { simple: true }))}`)
  appendFileSync(log, `${logins(0, 500)}\n`)
  await until(() => first.engine.status().problems.length > 0, 'the want of room is told')
  await first.engine.close()
  const second = await startEngine(join(dir, 'data'), first.key)
  await until(() => second.engine.status().counters.linesRead === 500, 'all is read')
  expect(second.engine.status().counters.alerts).toBe(500)
  await second.engine.close()
})
