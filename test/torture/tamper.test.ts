import { execFileSync } from 'node:child_process'
import { appendFileSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { encodeFrame } from '../../engine/sealed-log/frame.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { extent, patience, sayExtent, seed } from './extent.ts'
import { numbered, OwnLog } from './own-log.ts'

sayExtent('Tampering')

let log: OwnLog
beforeEach(() => {
  log = new OwnLog()
})
afterEach(() => log.remove())

const without = (index: number) => (tokens: string[]) => tokens.filter((_, i) => i !== index)
const flipped = (token = ''): string =>
  `${token.slice(0, 60)}${token[60] === 'A' ? 'B' : 'A'}${token.slice(61)}`

describe('a log of six tokens in which, before it is read,', () => {
  const six = numbered(6)
  test.each<[string, (tokens: string[]) => string[], string[], number, string[]]>([
    ['one was removed', without(2), ['1 token before it is missing'], 2, six.filter((l) => l !== 'line 3')],
    ['the first was removed', without(0), ['1 token before it is missing'], 0, six.slice(1)],
    [
      'two were removed',
      (tokens) => [...tokens.slice(0, 2), ...tokens.slice(4)],
      ['2 tokens before it are missing'],
      2,
      [...six.slice(0, 2), ...six.slice(4)],
    ],
    [
      'one was doubled',
      (tokens) => [...tokens.slice(0, 4), ...tokens.slice(2)],
      ['it stands there a second time, and is passed over'],
      4,
      six,
    ],
    [
      'two changed places',
      ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest],
      ['1 token before it is missing', 'it does not stand where it was written'],
      1,
      ['line 1', 'line 3', 'line 2', 'line 4', 'line 5', 'line 6'],
    ],
    [
      'one was changed',
      (tokens) => tokens.map((token, i) => (i === 1 ? flipped(token) : token)),
      ['1 token before it was changed, or sealed with another key'],
      2,
      six.filter((l) => l !== 'line 2'),
    ],
    [
      'another line was put in',
      (tokens) => [...tokens.slice(0, 3), 'forged', ...tokens.slice(3)],
      ['1 token before it was put there by another writer'],
      4,
      six,
    ],
  ])('%s: it is told with its place, and the rest is read once', async (_, change, reasons, at, lines) => {
    await log.write(six)
    log.tamper(change)
    const offset = log
      .tokens()
      .slice(0, at)
      .reduce((sum, token) => sum + token.length + 1, 0)
    await log.read()
    expect(log.reasons).toEqual(reasons)
    expect(log.broken[0]).toMatchObject({ offset, reason: expect.stringContaining('sealed-000001.log: ') })
    expect(log.lines).toEqual(lines)
  })
})

describe('a log that was changed after it was read', () => {
  test('by removing its last tokens, is told so when it goes on, and nothing is read twice', async () => {
    await log.write(numbered(6))
    await log.read()
    log.tamper((tokens) => tokens.slice(0, 4))
    await log.read()
    expect(log.reasons).toEqual([expect.stringMatching(/^The file read up to byte \d+ is gone/)])
    await log.write(numbered(9, 7), { read: { n: 6, segment: 1 } })
    await log.read()
    expect(log.reasons.slice(1)).toEqual(['what stood before it was removed or replaced'])
    expect(log.lines).toEqual(numbered(9))
  })

  test('while its writer goes on, is told so, and what is written then is read', async () => {
    await log.write(numbered(3))
    await log.read()
    rmSync(log.segment())
    await log.write(numbered(5, 4), { read: { n: 3, segment: 1 } })
    await log.read()
    expect(log.lines).toEqual(numbered(5))
    expect(log.reasons.length).toBeGreaterThan(0)
  })

  test('by taking a whole segment out, is told so', async () => {
    await log.write(numbered(12), { segmentBytes: 700 })
    expect(log.segments.length).toBeGreaterThan(2)
    rmSync(log.segment(2))
    await log.read()
    expect(log.reasons).toEqual([expect.stringMatching(/^\d+ tokens? before it (is|are) missing$/)])
    expect(log.broken[0]?.reason).toContain('sealed-000003.log')
  })
})

describe('nothing is told of a log', () => {
  afterEach(async () => {
    await log.read()
    expect(log.reasons).toEqual([])
  })

  test('over all its segments, writers that stop and start, and readers that do', async () => {
    for (let at = 1; at <= 30; at += 3) {
      await log.write(numbered(at + 2, at), { segmentBytes: 1_500 })
      await log.read(1, 2)
    }
    await log.read()
    expect(log.lines).toEqual(numbered(30))
  })

  test('in which a crash left a token unfinished', async () => {
    await log.write(numbered(3))
    for (const share of [0.01, 0.5, 0.99]) {
      const token = log.tokens()[0] ?? ''
      appendFileSync(log.segment(), token.slice(0, token.length * share))
      await log.read()
      await log.write(['next'])
    }
    await log.read()
    expect(log.lines).toEqual([...numbered(3), 'next', 'next', 'next'])
  })

  test('whose oldest segments were purged', async () => {
    await log.write(numbered(12), { segmentBytes: 700 })
    rmSync(log.segment(1))
    rmSync(log.segment(2))
    await log.read()
    expect(log.lines.at(-1)).toBe('line 12')
  })

  test('that a Vedette without a chain began', async () => {
    const old = numbered(3).map((line) => log.keyring.seal(encodeFrame({ v: 1, source: 1, at: 0 }, [line])))
    appendFileSync(log.segment(), old.map((token) => `${token}\n`).join(''))
    await log.write(numbered(5, 4))
    await log.read()
    expect(log.lines).toEqual(numbered(5))
  })

  test('that goes on with a new key while the old one still opens', async () => {
    await log.write(numbered(3))
    log.keyring = new Keyring([generateKey(), log.key])
    await log.write(numbered(6, 4))
    await log.read()
    expect(log.lines).toEqual(numbered(6))
  })
})

test('a log that goes on behind tokens of a key that is gone reads on, and no number is given twice', async () => {
  await log.write(numbered(3))
  log.keyring = new Keyring([generateKey()])
  await log.write(numbered(6, 4))
  await log.read()
  expect(log.failed).toHaveLength(3)
  expect(log.reasons).toEqual(['3 tokens before it were changed, or sealed with another key'])
  expect(log.lines).toEqual(numbered(6, 4))
})

test('whatever is removed, doubled and moved, it is told, and every token left is read exactly once', {
  timeout: patience,
}, async () => {
  const count = 12
  const change = fc.tuple(fc.constantFrom('remove', 'double', 'move'), fc.nat(count), fc.nat(count))
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 5 }),
      fc.constantFrom(1, 700, 100_000),
      async (changes, bytes) => {
        const world = new OwnLog()
        await world.write(numbered(count))
        const whole = world.tokens()
        // The last token stays: where nothing follows, nothing can tell what was removed.
        const tokens = whole.slice(0, -1)
        for (const [what, from, to] of changes) {
          const [token] = what === 'double' ? tokens.slice(from, from + 1) : tokens.splice(from, 1)
          if (token !== undefined && what !== 'remove') tokens.splice(to, 0, token)
        }
        const changed = [...tokens, ...whole.slice(-1)]
        world.tamper(() => changed)
        await world.read(bytes, 3)
        await world.read(bytes)
        const kept = new Set(changed)
        expect([...world.lines].sort(byNumber)).toEqual(
          numbered(count).filter((_, i) => kept.has(whole[i] ?? '')),
        )
        expect(world.broken.length > 0).toBe(changed.join() !== whole.join())
        world.remove()
      },
    ),
    { numRuns: extent(40, 3_000), seed },
  )
})

const byNumber = (a: string, b: string): number => Number(a.slice(5)) - Number(b.slice(5))

const python = '/usr/bin/python3'
function hasPython(): boolean {
  try {
    execFileSync(python, ['-c', 'import cryptography.fernet'], { stdio: 'pipe' })
    return true
  } catch {
    console.info(`left out: ${python} with the module cryptography is absent`)
    return false
  }
}

test.runIf(hasPython())('Python opens the tokens of a chained log', async () => {
  await log.write(numbered(3))
  const script =
    'import sys\nfrom cryptography.fernet import Fernet\nf = Fernet(sys.argv[1])\nfor t in sys.stdin.read().split(): print(f.decrypt(t.encode()).decode().split("\\n")[1])'
  const input = log.tokens().join('\n')
  expect(execFileSync(python, ['-c', script, log.key], { input, encoding: 'utf8' })).toBe(
    `${numbered(3).join('\n')}\n`,
  )
})
