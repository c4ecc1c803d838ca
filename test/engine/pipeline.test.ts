import { appendFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { accessLine, newDir, startEngine, until } from './start-engine.ts'

const attack = (i: number) =>
  accessLine(`/product?id=${i}%20union%20select%20user,password%20from%20users`, i)
const innocent = (i: number) => accessLine(`/product/${i}`, i)

describe('a plain log file', () => {
  it('is sealed, read, and followed through rotation; every line is counted once, also after a restart', async () => {
    const dir = newDir()
    const log = join(dir, 'access.log')
    writeFileSync(log, `${innocent(1)}\n${attack(2)}\nno format at all\n`)
    const first = await startEngine(join(dir, 'data'))
    const source = await call(first.router.sources.add, { path: log, kind: 'plain' })
    await until(() => first.engine.status().counters.linesRead === 3, 'three lines read')
    renameSync(log, `${log}.1`)
    appendFileSync(`${log}.1`, `${attack(3)}\n`)
    writeFileSync(log, `${attack(4)}\n`)
    await until(() => first.engine.status().counters.linesRead === 5, 'five lines read')
    await first.engine.close()

    appendFileSync(log, `${attack(5)}\n`)
    const second = await startEngine(join(dir, 'data'), first.key)
    await until(() => second.engine.status().counters.linesRead === 6, 'six lines read')
    await second.engine.idle()
    const { counters } = second.engine.status()
    expect(counters).toMatchObject({
      linesRead: 6,
      linesParsed: 5,
      linesUnparsed: 1,
      alerts: 4,
      tokensFailed: 0,
    })
    const [alert, ...others] = await second.alerts()
    expect(others).toEqual([])
    expect(alert).toMatchObject({ count: 4, lastTime: (alert?.time ?? 0) + 3_000 })
    const detail = await call(second.router.alerts.get, { id: alert?.id ?? 0 })
    expect([detail.raw, detail.lastRaw]).toEqual([attack(2), attack(5)])
    const listed = (await call(second.router.sources.list, undefined)).find(({ id }) => id === source.id)
    expect(listed).toMatchObject({ lines: 6, unparsed: 1, formats: [{ format: 'combined', lines: 5 }] })
    expect(await call(second.router.sources.quarantine, {})).toMatchObject([
      { reason: 'its format is not known' },
    ])
    await second.engine.close()
  })

  it('is refused when its path is relative or known already', async () => {
    const { router, engine } = await startEngine()
    await expect(call(router.sources.add, { path: 'access.log', kind: 'plain' })).rejects.toThrow(
      /is relative/,
    )
    await call(router.sources.add, { path: '/nonexistent/access.log', kind: 'plain' })
    await expect(
      call(router.sources.add, { path: '/nonexistent/access.log', kind: 'plain' }),
    ).rejects.toThrow(/is a source already/)
    await until(
      async () => (await call(router.sources.list, undefined)).some(({ state }) => state === 'missing'),
      'the missing file is told',
    )
    await engine.close()
  })
})

describe('a foreign sealed file', () => {
  it('is read with its own key; tokens that do not open are quarantined and stop nothing', async () => {
    const dir = newDir()
    const key = generateKey()
    const theirs = new Keyring([key])
    const stranger = new Keyring([generateKey()])
    const file = join(dir, 'sealed.txt')
    const tokens = [
      theirs.seal(attack(1)),
      stranger.seal(attack(2)),
      'not a token',
      theirs.seal(`${attack(3)}\n${innocent(4)}\n`),
    ]
    writeFileSync(file, `${tokens.join('\n')}\n${theirs.seal(attack(5)).slice(0, 40)}`)
    const { engine, router, alerts } = await startEngine(join(dir, 'data'))
    await call(router.sources.add, { path: file, kind: 'sealed', key })
    await until(() => engine.status().counters.tokensRead === 4, 'four tokens read')
    expect(engine.status().counters).toMatchObject({
      tokensRead: 4,
      tokensFailed: 2,
      linesRead: 3,
      alerts: 2,
    })
    expect(engine.status().wrongKey).toBe(false)
    const reasons = (await call(router.sources.quarantine, {})).map(({ reason }) => reason)
    expect(reasons.sort()).toEqual([
      'no key opens it (wrong key or tampered with)',
      'not a Fernet token (cut or not base64)',
    ])
    expect(await alerts()).toMatchObject([{ count: 2 }])
    await engine.close()
  })

  it('asks for the right key when its first tokens all fail', async () => {
    const dir = newDir()
    const stranger = new Keyring([generateKey()])
    const file = join(dir, 'sealed.txt')
    writeFileSync(file, `${[1, 2, 3].map((i) => stranger.seal(attack(i))).join('\n')}\n`)
    const { engine, router } = await startEngine(join(dir, 'data'))
    await call(router.sources.add, { path: file, kind: 'sealed' })
    await until(() => engine.status().wrongKey, 'the wrong key is told')
    expect((await call(router.sources.list, undefined)).map(({ state }) => state)).toContain('wrong-key')
    await engine.close()
  })
})

describe('on disk', () => {
  it('no log line lies in clear: not in the sealed log, the database or its WAL', async () => {
    const marker = 'xq7marker'
    const dir = newDir()
    const log = join(dir, 'access.log')
    writeFileSync(log, `${accessLine(`/?q=%3Cscript%3E${marker}`)}\n${marker} of no format\n`)
    const { engine, router, dataDir, alerts } = await startEngine(join(dir, 'data'))
    await call(router.sources.add, { path: log, kind: 'plain' })
    await until(() => engine.status().counters.linesRead === 2, 'two lines read')
    const [alert] = await alerts()
    expect((await call(router.alerts.get, { id: alert?.id ?? 0 })).raw).toContain(marker)
    const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter(
      (f) => f.isFile(),
    )
    const inClear = files
      .filter((f) => readFileSync(join(f.parentPath, f.name)).includes(marker))
      .map((f) => f.name)
    expect(files.length).toBeGreaterThan(2)
    expect(inClear).toEqual([])
    await engine.close()
  })
})
