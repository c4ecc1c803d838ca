import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import { accessLine, newDir, startEngine, until } from '../engine/start-engine.ts'

test('the console is told of a sealed log that was changed while the engine was down, and it goes on', async () => {
  const dir = newDir()
  const plain = join(dir, 'access.log')
  const segment = join(dir, 'data', 'sealed', 'sealed-000001.log')
  const first = await startEngine(join(dir, 'data'))
  await call(first.router.sources.add, { path: plain, kind: 'plain' })
  let written = 0
  const log = (lines: number): void => {
    for (const end = written + lines; written < end; written++) {
      appendFileSync(plain, `${accessLine(`/page/${written}`, written)}\n`)
    }
  }
  for (let token = 0; token < 3; token++) {
    log(2)
    await until(() => first.engine.status().counters.linesRead === written, 'its lines read')
  }
  expect(first.engine.status()).toMatchObject({ chainBreaks: 0, problems: [] })
  await first.engine.close()

  const tokens = readFileSync(segment, 'latin1').split('\n')
  writeFileSync(segment, [tokens[1], tokens[0], ...tokens.slice(2)].join('\n'))
  const second = await startEngine(join(dir, 'data'), first.key)
  log(1)
  await until(() => second.engine.status().counters.linesRead === written, 'the new line read')
  const { chainBreaks, lastChainBreak, problems, counters } = second.engine.status()
  expect(chainBreaks).toBeGreaterThan(0)
  expect(lastChainBreak?.reason).toMatch(/^sealed-000001\.log: /)
  expect(problems).toEqual([expect.stringMatching(/^The sealed log was changed .* sealed-000001\.log/)])
  expect(counters.tokensFailed).toBe(0)
  expect((await call(second.router.sources.quarantine, {})).map(({ reason }) => reason)).toEqual(
    expect.arrayContaining([expect.stringContaining('sealed-000001.log: ')]),
  )
  await second.engine.close()
  rmSync(dir, { recursive: true })
})
