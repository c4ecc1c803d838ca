import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { SealedFileInput } from '../../engine/inputs/sealed-file-input.ts'
import { Rate } from '../../engine/rate.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { accessLine, newDir, startEngine, until } from '../engine/start-engine.ts'
import { examinerWith } from '../pipeline/examiner-with.ts'

const mebibyte = 1024 * 1024

describe('a plain file', () => {
  test('of lines that no server writes is sealed and counted line by line', async () => {
    const dir = newDir()
    const log = join(dir, 'access.log')
    const between = (i: number) => Buffer.from(`${accessLine(`/page/${i}`, i)}\n`)
    const hostile = [
      Buffer.alloc(10 * mebibyte, 'x'),
      // Bytes that are no UTF-8 become three each, and four in a token.
      Buffer.alloc(mebibyte, 0xff),
      Buffer.from(accessLine(`/${'%00'.repeat(500_000)}`)),
      Buffer.concat([Buffer.from('a\u0000b'), Buffer.alloc(200_000), Buffer.from('c')]),
      Buffer.from([0xc3, 0x28, 0xa0, 0xed, 0xa0, 0x80, 0xf8, 0x88]),
      Buffer.from(`#vedette {"v":1,"source":9,"at":0}`),
      Buffer.from('\r'.repeat(1000)),
    ]
    writeFileSync(log, Buffer.concat(hostile.flatMap((line, i) => [between(i), line, Buffer.from('\n')])))
    appendFileSync(log, between(hostile.length))
    const { engine, router } = await startEngine(join(dir, 'data'))
    await call(router.sources.add, { path: log, kind: 'plain' })
    const lines = 2 * hostile.length + 1
    await until(() => engine.status().counters.linesRead >= lines, `${lines} lines read`)
    await engine.idle()
    expect(engine.status()).toMatchObject({
      counters: { linesRead: lines, tokensFailed: 0 },
      chainBreaks: 0,
      problems: [],
    })
    expect(engine.status().counters.linesParsed).toBeGreaterThanOrEqual(hostile.length + 1)
    await engine.close()
    rmSync(dir, { recursive: true })
  })
})

describe('a foreign sealed file', () => {
  const theirs = new Keyring([generateKey()])
  const others = new Keyring([generateKey()])
  const tokens = [1, 2, 3, 4, 5].map((i) => (i === 3 ? others : theirs).seal(`line ${i}`))

  async function readWith(
    keyring: Keyring,
    write: (file: string, read: () => Promise<void>) => Promise<void>,
  ) {
    const dir = newDir()
    const file = join(dir, 'sealed.txt')
    writeFileSync(file, '')
    const input = new SealedFileInput({ sourceId: 1, path: file, from: 'beginning' }, () => undefined)
    const examiner = examinerWith(keyring)
    const lines: string[] = []
    const failed: number[] = []
    await write(file, async () => {
      const { batch, open } = await input.read(100_000)
      const chunk = open(await examiner.examine(batch))
      lines.push(...chunk.lines.map(({ text }) => text))
      failed.push(...chunk.failed.map(({ offset }) => offset))
    })
    await input.close()
    rmSync(dir, { recursive: true })
    return { lines, failed }
  }

  test('with a wrong key in the middle gives all the other lines, and tells the place of that one', async () => {
    const { lines, failed } = await readWith(theirs, async (file, read) => {
      appendFileSync(file, `${tokens.join('\n')}\n`)
      await read()
    })
    expect(lines).toEqual(['line 1', 'line 2', 'line 4', 'line 5'])
    expect(failed).toEqual([(tokens[0]?.length ?? 0) + (tokens[1]?.length ?? 0) + 2])
  })

  test('of two keys, cut anywhere while it is read, gives every line once', async () => {
    const keys = [generateKey(), generateKey()]
    const sealed = keys.map((key, i) => new Keyring([key]).seal(`line ${i + 1}`))
    const bytes = Buffer.from(`${sealed.join('\n')}\n`)
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { lines, failed } = await readWith(new Keyring(keys), async (file, read) => {
        appendFileSync(file, bytes.subarray(0, cut))
        await read()
        appendFileSync(file, bytes.subarray(cut))
        await read()
      })
      expect(lines, `cut at byte ${cut}`).toEqual(['line 1', 'line 2'])
      expect(failed).toEqual([])
    }
  })
})

describe('a clock that is set back', () => {
  test('leaves the rate bounded and right', () => {
    const rate = new Rate(5_000)
    rate.add(1_000, 1_000_000)
    for (let i = 0; i < 10; i++) rate.add(10, 500_000 + i * 100)
    expect(rate.perSecond(501_000)).toBe(20)
  })

  test('in a log changes neither the number of lines nor that an attack is found', async () => {
    const dir = newDir()
    const log = join(dir, 'access.log')
    const attack = '/?id=1%20union%20select%20user,password%20from%20users'
    const lines = [3600, 1800, 0, 1800, 3600].flatMap((second) =>
      Array.from({ length: 10 }, (_, i) => accessLine(i === 5 ? attack : `/page/${i}`, second - i * 7 + 100)),
    )
    writeFileSync(log, `${lines.join('\n')}\n`)
    const { engine, router, alerts } = await startEngine(join(dir, 'data'))
    await call(router.sources.add, { path: log, kind: 'plain' })
    await until(() => engine.status().counters.linesParsed === lines.length, 'all lines read')
    const found = (await alerts()).filter(({ type }) => type === 'sql-injection')
    // Those of one minute are one alert, whichever way the clock went.
    expect(found.map(({ count }) => count).sort()).toEqual([1, 2, 2])
    await engine.close()
    rmSync(dir, { recursive: true })
  })
})
