import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { until } from '../engine/start-engine.ts'
import { sayExtent, seed } from './extent.ts'
import { OwnLog } from './own-log.ts'

sayExtent('Full disk')

const child = fileURLToPath(new URL('./full-disk-child.ts', import.meta.url))
const Told = z.object({
  state: z.string(),
  message: z.string().optional(),
  problem: z.string().optional(),
  offset: z.number(),
})

/** A limit on the size of files stands in for a full disk: a write past it fails as one on a full disk does. */
function absence(): string | undefined {
  try {
    execFileSync('sh', ['-c', 'ulimit -S -f 1000 && prlimit --version'], { stdio: 'pipe' })
    return undefined
  } catch {
    return 'left out: there is no shell with ulimit, or no prlimit (Debian: apt install util-linux)'
  }
}
const reason = absence()
if (reason) console.info(reason)

test.runIf(!reason)(
  'a sealed log without room says so once, loses nothing, and goes on by itself',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'vedette-full-'))
    const log = new OwnLog(join(dir, 'sealed'))
    const plain = join(dir, 'access.log')
    const traffic = createTraffic(seed)
    const lines = Array.from({ length: 4_000 }, (_, i) => traffic.next(1_795_000_000_000 + i * 50).line)
    writeFileSync(plain, '')
    // In blocks of 512 bytes: room for a part of the lines, as a token is larger than what is in it.
    const limit = `ulimit -S -f 600; exec "$@"`
    const running = spawn('sh', ['-c', limit, 'sh', process.execPath, child, dir, plain, log.key], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const told: z.infer<typeof Told>[] = []
    let rest = ''
    running.stdout.on('data', (data: Buffer) => {
      const parts = `${rest}${data.toString()}`.split('\n')
      rest = parts.pop() ?? ''
      told.push(...parts.map((part) => Told.parse(JSON.parse(part))))
    })
    const ended = new Promise((resolve) => {
      running.once('close', resolve)
    })
    try {
      for (let i = 0; i < lines.length; i += 100) {
        appendFileSync(plain, `${lines.slice(i, i + 100).join('\n')}\n`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await until(() => told.at(-1)?.state === 'failed', 'the full disk is told')
      await log.read()
      expect(log.lines.length).toBeLessThan(lines.length)
      execFileSync('prlimit', ['--pid', String(running.pid), '--fsize=unlimited'])
      await until(() => told.at(-1)?.offset === statSync(plain).size, 'all is read')
    } finally {
      running.kill('SIGTERM')
    }
    await ended
    await log.read()
    expect(log.lines).toEqual(lines)
    expect(log.broken).toEqual([])
    const messages = new Set(told.flatMap(({ message, problem }) => [message, problem]).filter(Boolean))
    expect([...messages]).toEqual([
      expect.stringMatching(/^The disk has no room for the sealed log in .*by themselves/),
    ])
    expect(told.at(-1)).not.toHaveProperty('problem')
    rmSync(dir, { recursive: true })
  },
)

test.runIf(!reason)(
  'of many lines sealed at once, those that found room are taken, the others refused',
  async () => {
    const crowd = fileURLToPath(new URL('./crowd-child.ts', import.meta.url))
    for (const blocks of [3, 8, 17]) {
      const log = new OwnLog()
      const limit = `ulimit -S -f ${blocks}; exec "$@"`
      const said = execFileSync('sh', ['-c', limit, 'sh', process.execPath, crowd, log.dir, log.key], {
        encoding: 'utf8',
      })
      const taken = z.array(z.string()).parse(JSON.parse(said))
      await log.read()
      expect(taken.length).toBeGreaterThan(0)
      expect(taken.length).toBeLessThan(60)
      expect(log.lines).toEqual(taken)
      await log.write(['later'])
      await log.read()
      expect(log.lines).toEqual([...taken, 'later'])
      expect(log.broken).toEqual([])
      log.remove()
    }
  },
)
