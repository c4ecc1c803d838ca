import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ChangeWatch } from '../../engine/change-watch.ts'

const dir = mkdtempSync(join(tmpdir(), 'vedette-watch-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const { signal } = new AbortController()
/** Longer than any test: what ends a rest is a change. */
const forEver = 3_600_000

/** Looks in vain until changes are waited for. */
async function tire(watch: ChangeWatch, path: string): Promise<void> {
  for (let looks = 0; looks < 20 && !watch.isResting; looks++) await watch.rest([path], signal)
}

describe('who follows a file and finds nothing', () => {
  it.each<[string, (path: string) => void, (path: string) => void]>([
    ['grows', (path) => writeFileSync(path, ''), (path) => appendFileSync(path, 'a line\n')],
    ['comes into being', () => undefined, (path) => writeFileSync(path, 'a line\n')],
    ['is renamed away', (path) => writeFileSync(path, ''), (path) => renameSync(path, `${path}.1`)],
    ['is a folder and gets a file', mkdirSync, (path) => writeFileSync(join(path, 'new'), '')],
  ])('sleeps until it %s', async (name, before, change) => {
    const path = join(dir, name)
    before(path)
    const watch = new ChangeWatch({ lookMs: 1, restMs: forEver })
    await tire(watch, path)
    expect(watch.isResting).toBe(true)
    const rested = watch.rest([path], signal)
    change(path)
    await rested
    expect(watch.isResting).toBe(false)
    watch.close()
  })

  it('can be called, also before it sleeps', async () => {
    const watch = new ChangeWatch({ lookMs: 1, restMs: forEver })
    await tire(watch, dir)
    watch.ring()
    await watch.rest([dir], signal)
    expect(watch.isResting).toBe(false)
    watch.close()
  })

  it('looks from time to time where nothing can be watched', async () => {
    const watch = new ChangeWatch({ lookMs: 1, restMs: forEver })
    await tire(watch, join(dir, 'no', 'such', 'folder'))
    expect(watch.isResting).toBe(false)
    watch.close()
  })

  it('trusts its looks alone once changes went untold again and again', async () => {
    const watch = new ChangeWatch({ lookMs: 1, restMs: 1 })
    for (let missed = 0; missed < 3; missed++) {
      await tire(watch, dir)
      expect(watch.isResting).toBe(true)
      await watch.rest([dir], signal)
      watch.found()
    }
    await tire(watch, dir)
    expect(watch.isResting).toBe(false)
    watch.close()
  })
})
