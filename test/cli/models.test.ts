import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRouter, Engine } from '../../engine/index.ts'
import { loadKeyring } from '../../engine/sealed-log/key-store.ts'
import { linesOf } from '../engine/model-traffic.ts'
import { until } from '../engine/start-engine.ts'
import { vedette } from './run.ts'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
let dir: string
let data: string
let server: ChildProcess | undefined

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-models-'))
  data = join(dir, 'data')
  const log = join(dir, 'access.log')
  writeFileSync(log, `${linesOf('normal', 1_500, 1).join('\n')}\n`)
  const keyring = loadKeyring({ keyFile: join(dir, 'key'), create: true })
  const engine = await Engine.open({ dataDir: data, keyring })
  await engine.idle()
  await call(createRouter(engine).sources.add, { path: log, kind: 'plain', name: 'my site' })
  await until(() => engine.status().counters.linesRead === 1_500, 'lines read')
  await engine.close()
})
afterAll(() => {
  server?.kill('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
})

const run = async (...args: string[]) => {
  const ran = await vedette([...args, '-k', join(dir, 'key')], { cwd: dir })
  return { ...ran, stdout: ran.stdout.toString() }
}
const onFolder = (...args: string[]) => run(...args, '-d', data)
const small = ['--trees', '10', '--rows', '1000', '--seed', '1']
const idIn = (text: string): string => /\d{4}-\d\d-\d\dT[\d-]+Z/.exec(text)?.[0] ?? ''

describe('a data folder on which no Vedette runs', () => {
  let id = ''
  test('vedette train prints the card and the comparison, and tells on stderr how far it is', async () => {
    const ran = await onFolder('train', ...small, '--name', 'mine', '--source', 'my site')
    expect(ran.stderr).toMatch(/Reading the retained traffic …\n(?:.*\n)*Comparing with the active model …/)
    expect(ran.code).toBe(0)
    id = idIn(ran.stdout)
    expect(ran.stdout).toMatch(/^model +\S+Z "mine"\ntrained /)
    expect(ran.stdout).toMatch(/source +"my site", [\d,]+ requests\n/)
    expect(ran.stdout).toMatch(
      new RegExp(`Of [\\d,]+ requests from .* ${id} reports \\d+ .* and shipped \\d+ `),
    )
    expect(ran.stderr).toContain(`vedette models activate ${id}`)
  })

  test('vedette models lists, switches, compares and discards', async () => {
    expect((await onFolder('models')).stdout).toMatch(/^\* shipped .*\n {2}\S+Z {2}"mine" {2}trained /)
    expect((await onFolder('models', 'activate', id)).stdout).toMatch(/^ {2}shipped .*\n\* \S+Z/)
    expect((await onFolder('models', 'compare', id)).stdout).toMatch(/reports \d+ .* and shipped \d+/)
    expect(await onFolder('models', 'discard', id)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The active model cannot be discarded'),
    })
    expect((await onFolder('models', 'activate', 'shipped')).code).toBe(0)
    expect((await onFolder('models', 'discard', id)).stdout).toMatch(/^\* shipped [^\n]*\n$/)
  })

  test.each<[string, string[], number, RegExp]>([
    [
      'a source that is not there',
      ['train', '--source', 'other'],
      2,
      /There is no source 'other': name one of .*'my site'/,
    ],
    [
      'a period that holds too little',
      ['train', '--from', '2030-01-01'],
      1,
      /at least 1,000 innocent requests/,
    ],
    [
      'a period that ends before it begins',
      ['train', '--from', '2026-02-02', '--to', '2026-01-01'],
      2,
      /must begin before it ends/,
    ],
    ['a model that is not there', ['models', 'activate', '../x'], 1, /There is no model '..\/x'/],
    ['what is no number of trees', ['train', '--trees', 'many'], 2, /must be a number from 10 to 500/],
  ])('it says so of %s', async (_, args, code, sentence) => {
    const ran = await onFolder(...args)
    expect(ran.stderr).toMatch(sentence)
    expect(ran.code).toBe(code)
  })

  test('it says so of a folder without a Vedette', async () => {
    expect(await run('models', '-d', join(dir, 'none'))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/There is no Vedette in/),
    })
  })
})

describe('a data folder on which a Vedette runs', () => {
  test('is left to it, and it does what is asked of it', async () => {
    const env = {
      PATH: process.env.PATH ?? '',
      TMPDIR: tmpdir(),
      HOME: dir,
      XDG_CONFIG_HOME: dir,
      XDG_DATA_HOME: dir,
    }
    const args = ['serve', '-p', '0', '-d', data, '-k', join(dir, 'key')]
    const started = spawn(process.execPath, [main, ...args], {
      cwd: dir,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    server = started
    const link = await new Promise<string>((resolve) =>
      started.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    )
    const at = ['--to-engine', new URL(link).origin]
    expect(await onFolder('train')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/A Vedette runs on .*: let it do this with --to-engine/),
    })
    const ran = await run('train', ...small, '--activate', ...at)
    expect(ran.stderr).toMatch(/Lines are scored by \S+Z from now on/)
    expect(ran.code).toBe(0)
    const id = idIn(ran.stdout)
    expect((await run('models', ...at)).stdout).toMatch(new RegExp(`\\* ${id}`))
    expect((await run('models', 'discard', id, ...at)).stderr).toMatch(/refused: The active model cannot/)
    expect((await run('models', 'activate', 'shipped', ...at)).stdout).toMatch(/^\* shipped/)
  })
})
