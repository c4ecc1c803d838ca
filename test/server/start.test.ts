import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const dir = mkdtempSync(join(tmpdir(), 'vedette-start-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const fewArenas = new URL('../../server/few-arenas.ts', import.meta.url).href
const compileCache = new URL('../../server/compile-cache.ts', import.meta.url).href
const { MALLOC_ARENA_MAX: _, NODE_COMPILE_CACHE: __, NODE_OPTIONS: ___, ...env } = process.env

function program(name: string, text: string): string {
  const file = join(dir, name)
  writeFileSync(file, text)
  return file
}

describe.runIf(process.platform === 'linux')('a program that wants few arenas', () => {
  const told = program(
    'arenas.mjs',
    `import { limitArenas } from '${fewArenas}'
    limitArenas()
    const said = JSON.stringify({ max: process.env.MALLOC_ARENA_MAX, mapped: process.env.MALLOC_MMAP_THRESHOLD_, args: process.argv.slice(2), flags: process.execArgv })
    process.send ? process.send(said, () => process.disconnect()) : console.log(said)`,
  )
  it('takes its own place once, with its arguments and streams', () => {
    const said = execFileSync(process.execPath, ['--no-deprecation', told, 'a b', '*'], {
      env,
      encoding: 'utf8',
    })
    const flags = ['--max-semi-space-size=2', '--no-deprecation']
    expect(JSON.parse(said)).toEqual({ max: '2', mapped: '131072', args: ['a b', '*'], flags })
  })
  it('leaves it where another has decided', () => {
    const said = execFileSync(process.execPath, [told], {
      env: { ...env, MALLOC_ARENA_MAX: '7' },
      encoding: 'utf8',
    })
    expect(JSON.parse(said)).toMatchObject({ max: '7' })
  })
  it('leaves it where a process is spoken to by the one that started it', async () => {
    const child = fork(told, { env, execArgv: [] })
    const [said] = await once(child, 'message')
    expect(JSON.parse(String(said))).not.toHaveProperty('max')
    await once(child, 'exit')
  })
})

describe.runIf(process.platform === 'linux')('what is compiled', () => {
  const told = program(
    'compiled.mjs',
    `import { getCompileCacheDir } from 'node:module'
    import { Worker, isMainThread } from 'node:worker_threads'
    import { keepCompiled } from '${compileCache}'
    if (isMainThread) {
      keepCompiled()
      console.log(getCompileCacheDir() ?? 'nowhere')
      new Worker(new URL(import.meta.url))
    } else console.log(getCompileCacheDir() ?? 'nowhere')`,
  )
  const run = (home: string) =>
    execFileSync(process.execPath, [told], { env: { ...env, XDG_CACHE_HOME: home }, encoding: 'utf8' })
      .trim()
      .split('\n')

  it('is kept in a folder that is open to this account alone, for threads as well', () => {
    const home = join(dir, 'cache')
    const [main, thread] = run(home)
    expect(main).toMatch(new RegExp(`^${join(home, 'vedette', 'compiled')}`))
    expect(thread).toBe(main)
    expect(statSync(join(home, 'vedette', 'compiled')).mode & 0o077).toBe(0)
    expect(readdirSync(join(home, 'vedette', 'compiled')).length).toBeGreaterThan(0)
  })
  it('is kept nowhere where no folder can be made', () => {
    const file = program('no-folder', '')
    expect(run(file)).toEqual(['nowhere', 'nowhere'])
    expect(existsSync(join(file, 'vedette'))).toBe(false)
  })
})
