/** Many appends at once in a process whose files may grow to a limit: says which of them were taken. */
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogWriter } from '../../engine/sealed-log/writer.ts'

const [dir = '', key = ''] = process.argv.slice(2)
const writer = SealedLogWriter.open(dir, new Keyring([key]))
const lines = Array.from({ length: 60 }, (_, i) => `line ${i} ${'x'.repeat(i * 7)}`)
const taken: string[] = []
await Promise.allSettled(
  lines.map(async (line) => {
    await writer.append({ v: 1, source: 1, at: 0 }, [line])
    taken.push(line)
  }),
)
await writer.close()
console.log(JSON.stringify(taken))
