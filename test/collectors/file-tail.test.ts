import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileTail, type TailPosition } from '../../engine/collectors/file-tail.ts'

/** A line long enough to tell its file from others, as a line with a time is. */
const line = (name: string): string => `${name} ${name.repeat(80)}`.slice(0, 90)

let dir: string
let log: string
const tails: FileTail[] = []

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-tail-'))
  log = join(dir, 'access.log')
})

afterEach(async () => {
  for (const tail of tails.splice(0)) await tail.close()
  rmSync(dir, { recursive: true })
})

function follow(position?: TailPosition, from: 'beginning' | 'end' = 'beginning'): FileTail {
  const tail = new FileTail(log, position, { from })
  tails.push(tail)
  return tail
}

/** Reads until nothing new comes: three looks that bring nothing. */
async function readAll(tail: FileTail, maxBytes = 4096) {
  const lines: string[] = []
  const notices: string[] = []
  let position: TailPosition | undefined
  for (let quiet = 0, turns = 0; quiet < 3 && turns < 5000; turns++) {
    const read = await tail.read(maxBytes)
    quiet = read.lines.length === 0 ? quiet + 1 : 0
    lines.push(...read.lines.map(({ text }) => text))
    if (read.notice !== undefined) notices.push(read.notice)
    position = read.position
  }
  return { lines, notices, position }
}

describe('a growing file', () => {
  test('is read from its beginning, then as it grows', async () => {
    writeFileSync(log, 'one\ntwo\n')
    const tail = follow()
    expect((await readAll(tail)).lines).toEqual(['one', 'two'])
    appendFileSync(log, 'three\n')
    expect((await readAll(tail)).lines).toEqual(['three'])
  })

  test('is read from its end when so asked, an unfinished last line included', async () => {
    writeFileSync(log, 'old\nhalf')
    const tail = follow(undefined, 'end')
    expect((await readAll(tail)).lines).toEqual([])
    appendFileSync(log, ' and half\nnew\n')
    expect((await readAll(tail)).lines).toEqual(['half and half', 'new'])
  })

  test('gives each line the byte offset of its beginning', async () => {
    writeFileSync(log, 'é1\n\nzwei\r\ndrei\n')
    const read = await follow().read(4096)
    expect(read.lines).toEqual([
      { text: 'é1', offset: 0 },
      { text: '', offset: 4 },
      { text: 'zwei', offset: 5 },
      { text: 'drei', offset: 11 },
    ])
    expect(read).toMatchObject({ size: 16, state: 'reading', position: { offset: 16 } })
  })

  test('that stops at any byte of a line gives that line once, whole', async () => {
    const text = Buffer.from('first\nzwölf € 🦉 lines\nlast\n')
    for (let cut = 0; cut <= text.length; cut++) {
      writeFileSync(log, text.subarray(0, cut))
      const tail = follow()
      const before = (await readAll(tail)).lines
      appendFileSync(log, text.subarray(cut))
      const after = (await readAll(tail)).lines
      expect([...before, ...after], `cut at byte ${cut}`).toEqual(['first', 'zwölf € 🦉 lines', 'last'])
      await tail.close()
      rmSync(log)
    }
  })

  test.each([1, 2, 3, 7, 64])('gives the same lines when read %i bytes at a time', async (maxBytes) => {
    const lines = Array.from({ length: 40 }, (_, i) => `${'é🦉'.repeat(i % 9)}${i}`)
    writeFileSync(log, `${lines.join('\n')}\n`)
    expect((await readAll(follow(), maxBytes)).lines).toEqual(lines)
  })

  test('goes on where another tail of it ended', async () => {
    writeFileSync(log, `${line('one')}\n${line('two')}\nha`)
    const first = await readAll(follow())
    appendFileSync(log, 'lf\n')
    expect(first.lines).toEqual([line('one'), line('two')])
    expect((await readAll(follow(first.position))).lines).toEqual(['half'])
  })

  test('may appear later', async () => {
    const tail = follow(undefined, 'beginning')
    const absent = await tail.read(4096)
    expect(absent).toMatchObject({ lines: [], state: 'missing' })
    expect(absent.notice).toContain(log)
    writeFileSync(log, 'here\n')
    expect((await readAll(tail)).lines).toEqual(['here'])
  })

  test('that is a folder counts as missing', async () => {
    log = dir
    expect((await follow().read(4096)).state).toBe('missing')
  })
})

describe('hostile bytes', () => {
  test('that are no UTF-8 become replacement characters and break nothing', async () => {
    writeFileSync(log, Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0xc3, 0x0a, 0x62, 0x0a]))
    expect((await readAll(follow())).lines).toEqual(['a\ufffd\ufffd', '\ufffd', 'b'])
  })

  test('of value zero inside a line are kept', async () => {
    writeFileSync(log, 'a\0b\nc\n')
    expect((await readAll(follow())).lines).toEqual(['a\0b', 'c'])
  })

  test('a line of more than 1 MiB is cut, said so, and does not run into the next', async () => {
    const long = `${'x'.repeat(1024 * 1024)}\u00e9 203.0.113.66 forged`
    writeFileSync(log, `before\n${long}\nafter\n`)
    for (const maxBytes of [4096, 8 * 1024 * 1024]) {
      const { lines, notices } = await readAll(follow(), maxBytes)
      expect(lines).toEqual(['before', 'x'.repeat(1024 * 1024), 'after'])
      expect(notices).toEqual([`A line of ${Buffer.byteLength(long)} bytes was cut after 1 MiB.`])
    }
  })

  test('a line without end waits and is given once its line feed comes', async () => {
    writeFileSync(log, 'y'.repeat(300_000))
    const tail = follow()
    expect((await readAll(tail)).lines).toEqual([])
    appendFileSync(log, 'y'.repeat(300_000))
    expect((await readAll(tail)).lines).toEqual([])
    appendFileSync(log, '\nnext\n')
    expect((await readAll(tail)).lines).toEqual(['y'.repeat(600_000), 'next'])
  })
})

describe('rename rotation', () => {
  test('finishes the renamed file before the new one', async () => {
    writeFileSync(log, 'a1\n')
    const tail = follow()
    await tail.read(4096)
    appendFileSync(log, 'a2\n')
    renameSync(log, `${log}.1`)
    writeFileSync(log, 'b1\n')
    expect((await readAll(tail)).lines).toEqual(['a2', 'b1'])
  })

  test('reads what the server still writes to the renamed file', async () => {
    writeFileSync(log, 'a1\n')
    const tail = follow()
    await tail.read(4096)
    renameSync(log, `${log}.1`)
    appendFileSync(`${log}.1`, 'a2\n')
    expect((await tail.read(4096)).lines.map(({ text }) => text)).toEqual(['a2'])
    writeFileSync(log, 'b1\n')
    expect((await tail.read(4096)).lines).toEqual([])
    appendFileSync(`${log}.1`, 'a3\n')
    expect((await readAll(tail)).lines).toEqual(['a3', 'b1'])
  })

  test('gives the last line of the renamed file though it has no line feed', async () => {
    writeFileSync(log, 'a1\na2 without end')
    const tail = follow()
    await tail.read(4096)
    renameSync(log, `${log}.1`)
    writeFileSync(log, 'b1\n')
    expect((await readAll(tail)).lines).toEqual(['a2 without end', 'b1'])
  })

  test('while nobody followed is found again by identity', async () => {
    writeFileSync(log, `${line('a1')}\n`)
    const first = await readAll(follow())
    appendFileSync(log, 'a2\n')
    renameSync(log, `${log}-20261121`)
    writeFileSync(log, `${line('b1')}\n`)
    expect((await readAll(follow(first.position))).lines).toEqual(['a2', line('b1')])
  })

  test('several times while nobody followed is read in order, compressed files aside', async () => {
    writeFileSync(log, `${line('a1')}\n`)
    const first = await readAll(follow())
    appendFileSync(log, 'a2\n')
    renameSync(log, `${log}.3`)
    writeFileSync(`${log}.2`, 'b1\n')
    writeFileSync(`${log}.1`, 'c1\n')
    writeFileSync(`${log}.4.gz`, 'no\n')
    writeFileSync(`${log}.bak`, 'no\n')
    writeFileSync(log, 'd1\n')
    for (const [file, time] of [
      [`${log}.3`, 1000],
      [`${log}.2`, 2000],
      [`${log}.1`, 3000],
    ] as const) {
      utimesSync(file, time, time)
    }
    expect((await readAll(follow(first.position))).lines).toEqual(['a2', 'b1', 'c1', 'd1'])
  })

  test('does not read a file rotated before it again', async () => {
    writeFileSync(`${log}.1`, 'older\n')
    utimesSync(`${log}.1`, 1000, 1000)
    writeFileSync(log, 'a1\n')
    const tail = follow()
    await tail.read(4096)
    renameSync(`${log}.1`, `${log}.2`)
    renameSync(log, `${log}.1`)
    writeFileSync(log, 'b1\n')
    expect((await readAll(tail)).lines).toEqual(['b1'])
  })

  test('leaves a file that is only renamed open, until its successor comes', async () => {
    writeFileSync(log, 'a1\n')
    const tail = follow()
    await tail.read(4096)
    renameSync(log, `${log}.1`)
    expect((await readAll(tail)).lines).toEqual([])
    appendFileSync(`${log}.1`, 'a2\n')
    expect((await readAll(tail)).lines).toEqual(['a2'])
  })
})

describe('copytruncate', () => {
  test('reads the rest in the copy, then the file anew', async () => {
    writeFileSync(log, `${line('a1')}\n`)
    const tail = follow()
    await tail.read(4096)
    appendFileSync(log, 'a2\n')
    copyFileSync(log, `${log}.1`)
    truncateSync(log, 0)
    appendFileSync(log, 'b1\n')
    expect((await readAll(tail)).lines).toEqual(['a2', 'b1'])
  })

  test('while nobody followed does the same', async () => {
    writeFileSync(log, `${line('a1')}\n`)
    const first = await readAll(follow())
    appendFileSync(log, 'a2\n')
    copyFileSync(log, `${log}.1`)
    truncateSync(log, 0)
    appendFileSync(log, `${line('b1')}\n`)
    expect((await readAll(follow(first.position))).lines).toEqual(['a2', line('b1')])
  })

  test('is noticed even when the file has outgrown its old length', async () => {
    writeFileSync(log, 'a1\n')
    const tail = follow()
    await tail.read(4096)
    writeFileSync(log, 'b1 is longer than all there was\n')
    const { lines, notices } = await readAll(tail)
    expect(lines).toEqual(['b1 is longer than all there was'])
    expect(notices).toEqual(['The file was cut short or written anew: reading it from its beginning.'])
  })

  test('by a writer that keeps its old offset leaves a hole, which is passed over', async () => {
    writeFileSync(log, `${line('a1')}\n`)
    const tail = follow()
    await tail.read(4096)
    writeFileSync(log, Buffer.concat([Buffer.alloc(700_000), Buffer.from('b1\n')]))
    const { lines, notices } = await readAll(tail)
    expect(lines).toEqual(['b1'])
    expect(notices.at(-1)).toBe('700000 zero bytes before byte 700000 were passed over.')
  })
})

describe('a file that is replaced', () => {
  test('by delete and create is begun anew', async () => {
    writeFileSync(log, 'a1\n')
    const tail = follow()
    await tail.read(4096)
    rmSync(log)
    expect((await readAll(tail)).lines).toEqual([])
    writeFileSync(log, 'b1\n')
    expect((await readAll(tail)).lines).toEqual(['b1'])
  })

  test('while nobody followed is begun anew, and that something may be missing is said', async () => {
    writeFileSync(log, `${line('a1')}\n`)
    const first = await readAll(follow())
    rmSync(log)
    writeFileSync(log, `${line('b1')}\n${line('b2')}\n`)
    const { lines, notices } = await readAll(follow(first.position, 'end'))
    expect(lines).toEqual([line('b1'), line('b2')])
    expect(notices).toEqual([expect.stringContaining('is gone')])
  })

  test('by a shorter one is begun anew', async () => {
    writeFileSync(log, 'a1\na2\na3\n')
    const tail = follow()
    await tail.read(4096)
    writeFileSync(log, 'b1\n')
    expect((await readAll(tail)).lines).toEqual(['b1'])
  })
})
