import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vedette } from './run.ts'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
let dir: string
const children: ChildProcess[] = []

/** Starts a command that runs until it is stopped; resolves once its output holds `sign`. */
function start(
  args: readonly string[],
  sign: RegExp,
): Promise<{ found: string; stop: () => Promise<string> }> {
  const env = {
    PATH: process.env.PATH ?? '',
    TMPDIR: tmpdir(),
    HOME: dir,
    XDG_CONFIG_HOME: dir,
    XDG_DATA_HOME: dir,
  }
  const child = spawn(process.execPath, [main, ...args], { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let output = ''
  const ended = new Promise<string>((resolve) =>
    child.on('close', (code) => resolve(`${output}exit ${code}`)),
  )
  const stop = () => {
    child.kill('SIGINT')
    return ended
  }
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString()
      const found = sign.exec(output)?.[0]
      if (found !== undefined) resolve({ found, stop })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then((text) => reject(new Error(`It ended before it said ${String(sign)}: ${text}`)))
  })
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-serve-'))
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
})

test('vedette serve prints a link, lets generate run in it, and ends when asked', async () => {
  const server = await start(
    ['serve', '-p', '0', '-d', join(dir, 'data')],
    /http:\/\/127\.0\.0\.1:\d+\/login\?token=\S+/,
  )
  const url = new URL(server.found)
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(302)
  const generator = await start(['generate', '--to-engine', url.origin, '--rate', '200'], /Stop with Ctrl\+C/)
  expect(await generator.stop()).toMatch(/Generated \d+ lines\.\nexit 0$/)
  expect(await server.stop()).toMatch(/exit 0$/)
})

test('vedette serve leaves a data folder to the one that uses it, and takes over from one that was killed', async () => {
  const args = ['serve', '-p', '0', '-d', join(dir, 'shared')]
  const link = /http:\/\/127\.0\.0\.1:\d+\/login\?token=\S+/
  await start(args, link)
  expect(await vedette(args, { cwd: dir })).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/vedette: Another Vedette is using the data folder .*shared: stop it/),
  })
  const first = children.at(-1)
  const ended = new Promise((resolve) => first?.once('exit', resolve))
  first?.kill('SIGKILL')
  await ended
  const second = await start(args, link)
  expect(await second.stop()).toMatch(/exit 0$/)
})

test('vedette generate tells where no Vedette answers', async () => {
  const at = ['generate', '--to-engine', 'http://127.0.0.1:9']
  expect(await vedette(at, { cwd: tmpdir() })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no token at'),
  })
  writeFileSync(join(dir, 'api-token'), 'x')
  expect(await vedette([...at, '-k', join(dir, 'key')], { cwd: dir })).toMatchObject({
    code: 1,
    stderr: 'vedette: No Vedette answers at http://127.0.0.1:9: start one with `vedette serve`.\n',
  })
})
