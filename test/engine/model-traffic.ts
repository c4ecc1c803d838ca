import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import type { TrafficKind } from '../../engine/collectors/generator/request.ts'
import { newDir, type Started, startEngine, until } from './start-engine.ts'

const secondMs = 1_000

/** Lines of the generator of one kind, a second apart, the last of them an hour ago. */
export function linesOf(kind: TrafficKind, count: number, seed: number): string[] {
  const traffic = createTraffic(seed)
  const lines: string[] = []
  for (let time = Date.now() - 3_600_000 - count * secondMs; lines.length < count; ) {
    const made = traffic.next(time)
    if (made.kind !== kind) continue
    lines.push(made.line)
    time += secondMs
  }
  return lines
}

/** An engine that has read a site's log. */
export interface Site extends Started {
  readonly log: string
  readonly sourceId: number
}

export async function startSite(lines: readonly string[]): Promise<Site> {
  const dir = newDir()
  const log = join(dir, 'access.log')
  writeFileSync(log, '')
  const started = await startEngine(join(dir, 'data'))
  const { id } = await call(started.router.sources.add, { path: log, kind: 'plain', name: 'my site' })
  const site = { ...started, log, sourceId: id }
  await append(site, lines)
  return site
}

/** Appends lines to the log of a site and waits until they are read. */
export async function append({ engine, log }: Site, lines: readonly string[]): Promise<void> {
  const { linesRead } = engine.status().counters
  appendFileSync(log, lines.map((line) => `${line}\n`).join(''))
  await until(() => engine.status().counters.linesRead >= linesRead + lines.length, 'lines read')
}

/** Trains a small forest and waits until the training is over. */
export async function train({ engine, router }: Started, request: object = {}) {
  const small = { trees: 20, maxSamples: 64, rows: 1_000, seed: 7 }
  await call(router.models.train, { ...small, ...request })
  await engine.models.trained()
  return call(router.models.training, undefined)
}
