import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'

const niceness = new URL('../../engine/niceness.ts', import.meta.url).href
// The nineteenth field; the second is a name in brackets.
const ownNiceness = `readFileSync('/proc/thread-self/stat', 'utf8').split(') ').at(-1).split(' ')[16]`

describe.runIf(process.platform === 'linux')('letting others go first', () => {
  it('is for the thread that asks, less for examining than for training', async () => {
    const before = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[16]
    const told = async (work: string): Promise<unknown> => {
      const program = `
        const { readFileSync } = require('node:fs')
        const { parentPort } = require('node:worker_threads')
        import('${niceness}').then(({ letOthersGoFirst }) => {
          letOthersGoFirst('${work}')
          parentPort.postMessage(${ownNiceness})
        })`
      const [said] = await once(new Worker(program, { eval: true }), 'message')
      return said
    }
    expect(await told('examining')).toBe('10')
    expect(await told('training')).toBe('15')
    expect(readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ')[16]).toBe(before)
  })
})
