import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogWriter } from '../../engine/sealed-log/writer.ts'
import { type RunOptions, vedette } from './run.ts'

const Found = z.strictObject({
  file: z.string(),
  line: z.number().int(),
  time: z.iso.datetime(),
  sourceIp: z.string(),
  type: z.string(),
  severity: z.string(),
  signature: z.string(),
  match: z.string(),
  anomalyScore: z.number().nullable(),
  note: z.string().optional(),
})
const found = (stdout: Buffer) =>
  stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Found.parse(JSON.parse(line)))

const request = (second: string, target: string) =>
  `203.0.113.9 - - [21/Nov/2026:09:12:${second} +0100] "GET ${target} HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"`
const lines = [
  request('01', '/'),
  request('02', '/item?id=1%27%20UNION%20SELECT%20name,pass%20FROM%20users--%20'),
  'no log line at all',
  '',
  request('03', '/download?file=..%2f..%2f..%2f..%2fetc%2fpasswd'),
  ...Array.from(
    { length: 12 },
    (_, i) =>
      `Nov 21 09:13:${i + 10} web1 sshd[812]: Failed password for root from 198.51.100.7 port 51234 ssh2`,
  ),
]
const text = `${lines.join('\n')}\n`

let dir: string
const key = generateKey()
const run = (args: string, options: Partial<RunOptions> = {}) =>
  vedette(args.split(' '), { cwd: dir, ...options })
const typesByLine = (stdout: Buffer) =>
  found(stdout)
    .filter(({ type }) => type !== 'anomaly')
    .map(({ line, type }) => [line, type])
const expected = [
  [2, 'sql-injection'],
  [5, 'path-traversal'],
  [13, 'brute-force'],
]

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-scan-'))
  writeFileSync(join(dir, 'key'), key, { mode: 0o600 })
  writeFileSync(join(dir, 'access.log'), text)
  writeFileSync(join(dir, 'access.log.gz'), gzipSync(text))
  writeFileSync(join(dir, 'cut.gz'), gzipSync(text.repeat(200)).subarray(0, 400))
  const keyring = new Keyring([key])
  writeFileSync(join(dir, 'sealed.log'), lines.map((line) => `${keyring.seal(line)}\n`).join(''))
  writeFileSync(
    join(dir, 'half-sealed.log'),
    `${keyring.seal(lines[1] ?? '')}\n${keyring.seal('x').slice(0, 60)}\n`,
  )
  writeFileSync(join(dir, 'unknown.log'), 'what\nis this\n')
  writeFileSync(join(dir, 'empty.log'), '')
  mkdirSync(join(dir, 'folder'))
})
afterAll(() => rmSync(dir, { recursive: true }))

describe.concurrent('vedette scan --json', () => {
  test('prints one object for each finding, in the order of the lines', async () => {
    const { code, stdout } = await run('scan --json access.log')
    expect(code).toBe(0)
    expect(typesByLine(stdout)).toEqual(expected)
    expect(found(stdout)[0]).toMatchObject({
      file: 'access.log',
      line: 2,
      time: '2026-11-21T08:12:02.000Z',
      sourceIp: '203.0.113.9',
      severity: expect.stringMatching(/^(?:critical|high)$/),
      match: expect.stringMatching(/union/i),
      anomalyScore: expect.any(Number),
    })
    expect(found(stdout).at(-1)).toMatchObject({ sourceIp: '198.51.100.7', match: '', anomalyScore: null })
  })

  test.each([
    ['a gzip file', 'scan --json access.log.gz', {}],
    ['a sealed file', 'scan --json -k key sealed.log', {}],
    [
      'a sealed file with the key from the environment',
      'scan --json sealed.log',
      { env: { VEDETTE_KEY: key } },
    ],
    ['the standard input', 'scan --json -', { input: text }],
    ['gzip in a pipe', 'scan --json', { input: gzipSync(text) }],
  ])('finds the same in %s', async (_, args, options) => {
    const { code, stdout } = await run(args, options)
    expect({ code, types: typesByLine(stdout) }).toEqual({ code: 0, types: expected })
  })

  test('reads several files, each with its own line numbers', async () => {
    const { stdout } = await run('scan --json access.log access.log.gz')
    const sql = found(stdout).filter(({ type }) => type === 'sql-injection')
    expect(sql.map(({ file, line }) => [file, line])).toEqual([
      ['access.log', 2],
      ['access.log.gz', 2],
    ])
  })

  test('takes the arrival of Vedette’s own frames for years that lines leave out', async () => {
    const own = join(dir, 'own')
    const writer = SealedLogWriter.open(own, new Keyring([key]))
    const at = Date.parse('2019-11-21T12:00:00Z')
    await writer.append({ v: 1, source: 1, at }, lines.slice(5))
    await writer.close()
    const { stdout } = await run('scan --json -k key own/sealed-000001.log')
    expect(found(stdout)[0]?.time).toMatch(/^2019-11-2/)
  })

  test('takes a plain file’s last change for the same', async () => {
    const file = join(dir, 'old.log')
    writeFileSync(file, lines.slice(5).join('\n'))
    utimesSync(file, new Date('2018-12-01'), new Date('2018-12-01'))
    const { stdout } = await run('scan --json old.log')
    expect(found(stdout)[0]?.time).toMatch(/^2018-11-2/)
  })

  test('reports every request as an anomaly when the threshold is 0', async () => {
    const { stdout } = await run('scan --json --threshold 0 access.log')
    expect(found(stdout)[0]).toMatchObject({ line: 1, type: 'anomaly', signature: 'isolation-forest' })
  })
})

describe.concurrent('vedette scan', () => {
  test('tells people the same on lines, and the sum on stderr', async () => {
    const { stdout, stderr } = await run('scan access.log')
    expect(stdout.toString()).toMatch(
      /^access\.log:2 {2}2026-11-21T08:12:02\.000Z {2}203\.0\.113\.9 {2}\w+ {2}sql-injection {2}/,
    )
    expect(stdout.toString()).toContain('failed logins')
    expect(stderr).toMatch(/lines +16 in .*sshd 12, combined 3/)
    expect(stderr).toContain('1 lines of no known format, the first is access.log:3')
  })

  test('lets no log text speak to the terminal', async () => {
    const hostile = request('01', '/?q=<script>alert(1)//\x1b[2J\x9b31m\u202e</script>')
    for (const args of ['scan', 'scan --json']) {
      const { stdout } = await run(args, { input: hostile })
      expect(stdout.toString()).toContain('script')
      expect(stdout.toString()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
    }
  })

  test.each([
    [
      'a file that is not there',
      'scan nowhere.log',
      2,
      'Cannot read nowhere.log: there is no such file or folder.',
    ],
    ['a folder', 'scan folder', 2, 'Cannot read folder: it is a folder.'],
    ['one file that is not there among others', 'scan nowhere.log empty.log', 1, 'there is no such file'],
    ['a file of no known format', 'scan unknown.log', 1, '2 lines of no known format'],
    ['an empty file', 'scan empty.log', 0, 'findings  0'],
    ['a gzip file cut short', 'scan cut.gz', 1, 'Cannot read cut.gz to its end'],
    ['a sealed file without a key', 'scan sealed.log', 2, 'There is no key file at'],
    [
      'a token that does not open',
      'scan -k key half-sealed.log',
      1,
      'half-sealed.log:2: The token is no Fernet token',
    ],
    ['a threshold that is none', 'scan --threshold 2 access.log', 2, 'It must be a number from 0 to 1.'],
  ])('answers %s with a sentence and an exit code', async (_, args, code, sentence) => {
    const ran = await run(args)
    expect(ran.stderr).toContain(sentence)
    expect(ran.code).toBe(code)
  })
})
