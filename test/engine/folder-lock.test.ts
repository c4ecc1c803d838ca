import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockFolder } from '../../engine/folder-lock.ts'
import { newDir } from './start-engine.ts'

const taken = (dir: string) =>
  `Another Vedette is using the data folder ${dir}: stop it, or give this one a folder of its own with --data-dir or VEDETTE_DATA.`

describe('a data folder', () => {
  it('belongs to one engine until that gives it back', () => {
    const dir = join(newDir(), 'data')
    const unlock = lockFolder(dir)
    expect(() => lockFolder(dir)).toThrow(taken(dir))
    expect(readdirSync(dir)).toEqual(['engine.lock'])
    unlock()
    lockFolder(dir)()
  })

  it('that cannot be one is refused with the reason', () => {
    const file = join(newDir(), 'file')
    writeFileSync(file, '')
    expect(() => lockFolder(file)).toThrow(
      /file cannot be the data folder \(EEXIST.*\): give one that you may/,
    )
  })

  it('is held against other processes, and is free again once its holder was killed', async () => {
    const dir = newDir()
    const lockModule = JSON.stringify(new URL('../../engine/folder-lock.ts', import.meta.url).href)
    const script = `const { lockFolder } = await import(${lockModule})
      globalThis.held = lockFolder(${JSON.stringify(dir)})
      console.log('held')
      setInterval(() => undefined, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    expect(() => lockFolder(dir)).toThrow(taken(dir))
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    lockFolder(dir)()
  })
})
