import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { Windows } from '../../detectors/frequency/window.ts'

const minute = 60_000

describe('windows of many addresses', () => {
  it('let go of those whose time is over, and count all others as if nothing had gone', () => {
    const windows = new Windows(minute, 100_000)
    for (let i = 0; i < 20_000; i++) windows.add(`early ${i}`, 0)
    for (let i = 0; i < 3; i++) windows.add('steady', 60 * minute, `/page/${i}`)
    for (let i = 0; i < 20_000; i++) windows.add(`late ${i}`, 60 * minute)
    expect(windows.size).toBe(20_001)
    expect(windows.add('steady', 60 * minute, '/page/0')).toEqual({
      count: 4,
      total: 4,
      distinct: 3,
    })
    expect(windows.add('early 7', 60 * minute).total).toBe(1)
  })

  it('take no more memory for addresses that come again and again', () => {
    const program = `const { Windows } = await import('${new URL('../../detectors/frequency/window.ts', import.meta.url)}')
      const windows = new Windows(60_000)
      const grown = () => {
        for (let i = 0; i < 300_000; i++) windows.add('address ' + (i % 5_000), i)
        gc()
        return process.memoryUsage().heapUsed
      }
      grown()
      console.log(-grown() + (grown(), grown()))`
    const said = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program])
    expect(Number(said)).toBeLessThan(5_000_000)
  })

  it('keep those of a server whose clock is some minutes slow', () => {
    const windows = new Windows(minute)
    windows.add('slow', 0)
    for (let i = 0; i < 10_000; i++) windows.add('other', 8 * minute)
    expect(windows.add('slow', 1_000).count).toBe(2)
  })
})
