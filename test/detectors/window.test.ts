import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Windows } from '../../detectors/frequency/window.ts'

const minute = 60_000

describe('windows of many addresses', () => {
  it('let go of those whose time is over, and count all others as if nothing had gone', () => {
    const windows = new Windows(minute, 100_000)
    for (let i = 0; i < 20_000; i++) windows.add(`early ${i}`, 0)
    for (let i = 0; i < 3; i++) windows.add('steady', 60 * minute, `/page/${i}`)
    for (let i = 0; i < 40_000; i++) windows.add(`late ${i}`, 60 * minute)
    expect(windows.size).toBe(40_001)
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

  it('count members as a list of all events does, and give up those whose time is over', () => {
    const event = fc.record({
      step: fc.integer({ min: 0, max: 40_000 }),
      member: fc.constantFrom('a', 'b', 'c', 'd'),
    })
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const windows = new Windows(minute)
        const all: { time: number; member: string }[] = []
        let time = 0
        for (const { step, member } of events) {
          time += step
          all.push({ time, member })
          const within = all.filter((one) => one.time >= time - minute)
          const counted = windows.add('key', time, member)
          expect(counted.count).toBe(within.length)
          expect(counted.distinct).toBe(new Set(within.map((one) => one.member)).size)
        }
      }),
    )
  })

  it('find keys that are over behind one whose clock is ahead', () => {
    const windows = new Windows(minute)
    windows.add('ahead', 600 * minute)
    for (let i = 0; i < 3_000; i++) windows.add(`over ${i}`, 0)
    for (let i = 0; i < 5_000; i++) windows.add('steady', 60 * minute)
    expect(windows.size).toBe(2)
  })
})
