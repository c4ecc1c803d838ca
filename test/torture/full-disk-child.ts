/** A collector and its sealed log in a process of their own, whose files may grow to a limit: says what happens. */
import { join } from 'node:path'
import { PlainFileCollector } from '../../engine/collectors/plain-file.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogWriter } from '../../engine/sealed-log/writer.ts'

const [dir = '', path = '', key = ''] = process.argv.slice(2)
const writer = SealedLogWriter.open(join(dir, 'sealed'), new Keyring([key]))
const collector = new PlainFileCollector(
  { sourceId: 1, path, from: 'beginning', position: undefined },
  writer,
)

let last = ''
const telling = setInterval(() => {
  const { state, message, offset } = collector.status
  const line = JSON.stringify({ state, message, problem: writer.problem, offset })
  if (line !== last) console.log(line)
  last = line
}, 20)

process.once('SIGTERM', () => {
  clearInterval(telling)
  void collector.close().then(() => writer.close())
})
