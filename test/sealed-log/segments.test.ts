import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { decodeFrame } from '../../engine/sealed-log/frame.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { purgeSegments } from '../../engine/sealed-log/purge.ts'
import { SealedLogReader, type SegmentPosition } from '../../engine/sealed-log/segments.ts'
import { SealedLogWriter } from '../../engine/sealed-log/writer.ts'

const keyring = new Keyring([generateKey()])
let dir: string
let log: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-sealed-'))
  log = join(dir, 'sealed')
})
afterEach(() => rmSync(dir, { recursive: true }))

const header = { v: 1 as const, source: 1, at: 0 }

async function write(lines: readonly string[], segmentBytes?: number): Promise<void> {
  const writer = SealedLogWriter.open(log, keyring, segmentBytes === undefined ? {} : { segmentBytes })
  for (const line of lines) await writer.append(header, [line])
  await writer.close()
}

async function readAll(reader: SealedLogReader): Promise<string[]> {
  const lines: string[] = []
  for (;;) {
    const read = await reader.read(1000)
    if (read.lines.length === 0) return lines
    for (const { text } of read.lines) lines.push(...decodeFrame(keyring.open(text).toString()).lines)
  }
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `line ${from + i}`)

describe('the sealed log', () => {
  test('gives back in order what was appended, over all its segments', async () => {
    await write(numbered(0, 50), 2000)
    expect(readdirSync(log).length).toBeGreaterThan(3)
    const reader = new SealedLogReader(log)
    expect(await readAll(reader)).toEqual(numbered(0, 50))
    await reader.close()
  })

  test('holds nothing in clear and is the owner’s alone', async () => {
    await write(['a secret marker'])
    const [segment = ''] = readdirSync(log)
    expect(readFileSync(join(log, segment), 'utf8')).toMatch(/^gAAAA[\w-]+=*\n$/)
    if (process.platform === 'win32') return
    expect(statSync(join(log, segment)).mode & 0o777).toBe(0o600)
    expect(statSync(log).mode & 0o777).toBe(0o700)
  })

  test('is read on as it grows, and from where another reader ended', async () => {
    await write(numbered(0, 10), 1000)
    const reader = new SealedLogReader(log)
    expect(await readAll(reader)).toEqual(numbered(0, 10))
    const { position } = await reader.read(1000)
    await write(numbered(10, 20), 1000)
    expect(await readAll(reader)).toEqual(numbered(10, 20))
    await reader.close()
    const other = new SealedLogReader(log, position)
    expect(await readAll(other)).toEqual(numbered(10, 20))
    await other.close()
  })

  test('can be read on after each token without losing or doubling one', async () => {
    await write(numbered(0, 20), 1000)
    const lines: string[] = []
    let position: SegmentPosition | undefined
    for (let turn = 0; turn < 100; turn++) {
      const reader = new SealedLogReader(log, position)
      const read = await reader.read(1)
      await reader.close()
      position = read.position
      for (const { text } of read.lines) lines.push(...decodeFrame(keyring.open(text).toString()).lines)
    }
    expect(lines).toEqual(numbered(0, 20))
  })

  test('is empty where there is no folder yet', async () => {
    const reader = new SealedLogReader(log)
    expect(await reader.read(1000)).toMatchObject({ lines: [], state: 'idle' })
    await write(['first'])
    expect(await readAll(reader)).toEqual(['first'])
    await reader.close()
  })

  test('appends that come together are all kept, in order', async () => {
    const writer = SealedLogWriter.open(log, keyring, { segmentBytes: 5000 })
    await Promise.all(numbered(0, 200).map((line) => writer.append(header, [line])))
    await writer.close()
    const reader = new SealedLogReader(log)
    expect(await readAll(reader)).toEqual(numbered(0, 200))
    await reader.close()
  })

  test('cuts off a token that a crash left unfinished', async () => {
    await write(['before'])
    appendFileSync(join(log, 'sealed-000001.log'), keyring.seal('half').slice(0, 50))
    await write(['after'])
    const reader = new SealedLogReader(log)
    expect(await readAll(reader)).toEqual(['before', 'after'])
    await reader.close()
  })

  test('refuses an append when its folder is gone, and takes the next when it is back', async () => {
    const writer = SealedLogWriter.open(log, keyring)
    rmSync(log, { recursive: true })
    await expect(writer.append(header, ['lost'])).rejects.toThrow('ENOENT')
    await write(['kept'])
    await writer.append(header, ['too'])
    await writer.close()
    const reader = new SealedLogReader(log)
    expect(await readAll(reader)).toEqual(['kept', 'too'])
    await reader.close()
  })

  test('is purged of old segments, never of the one being read or what follows', async () => {
    await write(numbered(0, 20), 1000)
    const names = readdirSync(log).sort()
    for (const name of names) utimesSync(join(log, name), 1000, 1000)
    expect(await purgeSegments(log, 500_000, 99)).toBe(0)
    expect(await purgeSegments(log, Date.now(), 3)).toBe(2)
    expect(readdirSync(log).sort()).toEqual(names.slice(2))
    const reader = new SealedLogReader(log, { segment: 1 })
    expect((await readAll(reader)).at(-1)).toBe('line 19')
    await reader.close()
  })
})
