import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogWriter } from '../../engine/sealed-log/writer.ts'
import { type RunOptions, vedette } from './run.ts'

let dir: string
let key: string
const path = (name: string) => join(dir, name)
const run = (args: string, options: Partial<RunOptions> = {}) =>
  vedette(args.split(' '), { cwd: dir, ...options })

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-cli-'))
  key = generateKey()
  writeFileSync(path('key'), `${key}\n`, { mode: 0o600 })
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('vedette seal and open', () => {
  test('give back every byte', async () => {
    const bytes = Buffer.concat([
      Buffer.from('one\n\ntwo\r\né€🦉\n'),
      Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a]),
    ])
    writeFileSync(path('log'), bytes)
    expect(await run('seal -k key -o sealed log')).toMatchObject({ code: 0, stderr: 'Sealed 5 lines.\n' })
    expect(readFileSync(path('sealed'), 'latin1')).toMatch(/^(?:gAAAA[\w-]+={0,2}\n){5}$/)
    if (process.platform !== 'win32') expect(statSync(path('sealed')).mode & 0o777).toBe(0o600)
    const opened = await run('open --key-file key sealed')
    expect(opened.code).toBe(0)
    expect(opened.stdout.equals(bytes)).toBe(true)
  })

  test('work in a pipe, on gzip, and with keys from the environment', async () => {
    const env = { VEDETTE_KEY: `${key},${generateKey()}` }
    const sealed = await run('seal', { input: gzipSync('one\ntwo'), env })
    expect(sealed).toMatchObject({ code: 0 })
    const opened = await run('open -', { input: gzipSync(sealed.stdout), env })
    expect(opened.stdout.toString()).toBe('one\ntwo\n')
  })

  test('append, and never to a file that is no sealed log', async () => {
    await run('seal -k key --out sealed', { input: 'one\n' })
    await run('seal -k key --out sealed', { input: 'two\n' })
    expect((await run('open -k key sealed')).stdout.toString()).toBe('one\ntwo\n')
    writeFileSync(path('log'), 'precious\n')
    const refused = await run('seal -k key --out log', { input: 'three\n' })
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('is no sealed file') })
    expect(readFileSync(path('log'), 'utf8')).toBe('precious\n')
  })

  test('print what opens, tell what does not, and end with 1', async () => {
    const keyring = new Keyring([key])
    const tokens = [
      keyring.seal('one'),
      'cut',
      '',
      new Keyring([generateKey()]).seal('x'),
      keyring.seal('two\nthree'),
    ]
    writeFileSync(path('sealed'), tokens.join('\n'))
    const { code, stdout, stderr } = await run('open -k key sealed')
    expect({ code, stdout: stdout.toString() }).toEqual({ code: 1, stdout: 'one\ntwo\nthree\n' })
    expect(stderr).toMatch(
      /^sealed:2: .*no Fernet token.*\nsealed:4: No key opens .*\n2 of 4 tokens did not open\.\n$/,
    )
  })

  test('ask for the key where no token opens', async () => {
    writeFileSync(path('sealed'), `${new Keyring([generateKey()]).seal('x')}\n`)
    expect((await run('open -k key sealed')).stderr).toContain('Is this the right key?')
  })

  test('open Vedette’s own segments without their headers', async () => {
    const writer = SealedLogWriter.open(path('own'), new Keyring([key]))
    await writer.append({ v: 1, source: 3, at: 1_795_248_764_000 }, ['one', 'two'])
    await writer.close()
    expect((await run('open -k key own/sealed-000001.log')).stdout.toString()).toBe('one\ntwo\n')
  })

  test('make the key file of the account when sealing without a key, and find it again', async () => {
    const sealed = await run('seal', { input: 'one\n' })
    expect((await run('open', { input: sealed.stdout })).stdout.toString()).toBe('one\n')
    if (process.platform === 'linux') expect(statSync(path('vedette/key')).mode & 0o777).toBe(0o600)
  })
})

describe('vedette keygen', () => {
  test('prints a key and nothing else', async () => {
    const { code, stdout, stderr } = await run('keygen')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.toString()).toMatch(/^[\w-]{43}=\n$/)
    expect(() => new Keyring([stdout.toString().trim()])).not.toThrow()
  })

  test.runIf(process.platform !== 'win32')('closes the file it is sent to to others', async () => {
    const stdout = openSync(path('new-key'), 'w', 0o644)
    await run('keygen', { stdout })
    closeSync(stdout)
    expect(statSync(path('new-key')).mode & 0o777).toBe(0o600)
    expect((await run('seal -k new-key', { input: 'x' })).stderr).toBe('Sealed 1 lines.\n')
  })
})

describe('a key file', () => {
  test.runIf(process.platform !== 'win32')('that others can read is used with a warning', async () => {
    chmodSync(path('key'), 0o644)
    const { code, stderr } = await run('seal -k key', { input: 'x' })
    expect(code).toBe(0)
    expect(stderr).toContain('chmod 600 key')
  })

  test('that is missing or holds no key is refused with one sentence, its content untold', async () => {
    writeFileSync(path('wrong'), 'hunter2-hunter2\n', { mode: 0o600 })
    const missing = await run('open -k nowhere', { input: 'x' })
    const wrong = await run('open -k wrong', { input: 'x' })
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no key file at nowhere'),
    })
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^vedette: The key is no Fernet key.*wrong\.\n$/),
    })
    expect(wrong.stderr).not.toContain('hunter2')
  })
})

const python = '/usr/bin/python3'
const hasPython = spawnSync(python, ['-c', 'import cryptography.fernet']).status === 0
if (!hasPython) console.info(`left out: ${python} with the module cryptography is absent`)

test.runIf(hasPython)(
  'a file sealed by Python opens and scans, and Python opens one sealed by Vedette',
  async () => {
    const seal = `
import sys
from cryptography.fernet import Fernet
f = Fernet(open("key").read().strip())
for line in open("log", "rb"): print(f.encrypt(line).decode())`
    const open = `
from cryptography.fernet import Fernet
f = Fernet(open("key").read().strip())
for token in open("sealed", "rb"): print(f.decrypt(token.strip()).decode())`
    writeFileSync(path('log'), 'one\ntwo é\n')
    const sealed = spawnSync(python, ['-c', seal], { cwd: dir })
    expect((await run('open -k key', { input: sealed.stdout })).stdout.toString()).toBe('one\ntwo é\n')
    await run('seal -k key -o sealed log')
    expect(spawnSync(python, ['-c', open], { cwd: dir }).stdout.toString()).toBe('one\ntwo é\n')
  },
)
