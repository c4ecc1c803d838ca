import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LineParser } from '../../engine/formats/index.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { type RunOptions, vedette } from './run.ts'

let dir: string
const run = (args: string, options: Partial<RunOptions> = {}) =>
  vedette(args.split(' '), { cwd: dir, ...options })

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-cli-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

describe.concurrent('every command', () => {
  test.each(['scan', 'seal', 'open', 'keygen', 'generate', 'serve', 'incidents', 'rebuild', 'train'])(
    '%s explains itself',
    async (name) => {
      const { code, stdout } = await run(`${name} --help`)
      expect(code).toBe(0)
      expect(stdout.toString()).toContain(`Usage: vedette ${name}`)
    },
  )

  test.each([
    ['an unknown command', 'guard', "unknown command 'guard'"],
    ['an unknown option', 'scan --fast', "unknown option '--fast'"],
    ['a wrong number', 'generate --rate fast', 'It must be a number from 0.1 to 100000.'],
    ['a number that is not whole', 'generate --count 1.5', 'It must be a whole number.'],
    ['a time that is none', 'generate --start soon', 'It must be a time in ISO 8601'],
    ['options that exclude each other', 'generate --plain -k key', 'cannot be used with'],
    ['a folder to write to', 'generate --plain --count 1 -o .', 'it is a folder'],
  ])('refuses %s with one sentence', async (_, args, sentence) => {
    const { code, stdout, stderr } = await run(args)
    expect(stderr).toContain(sentence)
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: '' })
  })
})

test('vedette rebuild makes the database from the sealed log, and says what there is none of', async () => {
  const env = { VEDETTE_KEY: generateKey() }
  const none = await run('rebuild -d nothing', { env })
  expect(none.stderr).toContain('There is no Vedette in nothing: name its folder with --data-dir.')
  expect(none.code).toBe(2)
  mkdirSync(join(dir, 'data', 'sealed'), { recursive: true })
  const rebuilt = await run('rebuild -d data', { env })
  expect(rebuilt.stdout.toString()).toBe('Rebuilt from the sealed log: 0 lines, 0 alerts.\n')
  expect(rebuilt.code).toBe(0)
})

describe.concurrent('vedette generate', () => {
  const args = 'generate --count 200 --seed 7 --start 2026-11-21T09:00:00Z'

  test('writes lines that Vedette reads, the same for the same seed', async () => {
    const [first, second, other] = await Promise.all([
      run(`${args} --plain`),
      run(`${args} --plain`),
      run(`${args} --plain --seed 8`),
    ])
    const lines = first.stdout.toString().trimEnd().split('\n')
    const parser = new LineParser()
    expect(lines.length).toBe(200)
    expect(lines.filter((line) => !parser.parse(line, Date.now()))).toEqual([])
    expect(second.stdout.equals(first.stdout)).toBe(true)
    expect(other.stdout.equals(first.stdout)).toBe(false)
  })

  test('seals them by itself', async () => {
    const key = generateKey()
    const sealed = await run(args, { env: { VEDETTE_KEY: key } })
    const tokens = sealed.stdout.toString().trimEnd().split('\n')
    const opened = new Keyring([key]).openAll(tokens).map(String)
    expect(opened.join('\n')).toBe((await run(`${args} --plain`)).stdout.toString().trimEnd())
  })
})

test.runIf(process.platform !== 'win32')('a reader that has enough ends the command quietly', async () => {
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
  const command = `"${process.execPath}" "${main}" generate --plain --count 100000 | head -n 1; echo "\${PIPESTATUS[0]}"`
  const child = spawn('bash', ['-c', command], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  await new Promise((resolve) => child.on('close', resolve))
  expect({ stderr, code: stdout.trimEnd().split('\n').at(-1) }).toEqual({ stderr: '', code: '0' })
})
