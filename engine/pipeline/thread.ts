/** A thread that examines batches for another: `threads.ts` starts it. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { createSignatureMatching } from '../../detectors/index.ts'
import { withMemory } from '../../ml/forest/row-memory.ts'
import { createWalk, WalkTable } from '../../ml/forest/walk.ts'
import { SiteProfile } from '../../ml/profile/index.ts'
import { letOthersGoFirst } from '../niceness.ts'
import { Keyring } from '../sealed-log/keyring.ts'
import { Examiner } from './examine.ts'
import { Batch } from './examined.ts'
import { pack } from './packed.ts'

letOthersGoFirst('examining')

const Given = z.object({
  keys: z.array(z.string()),
  table: WalkTable,
  profile: z.instanceof(SharedArrayBuffer).transform((shared) => new SiteProfile(shared)),
})
const Task = z.object({
  id: z.number(),
  batch: Batch.omit({ texts: true }).extend({ texts: z.string().transform((text) => text.split('\n')) }),
})

const { keys, table, profile } = Given.parse(workerData)
const walk = withMemory(createWalk(table), table.width)
const examiner = new Examiner({
  keyring: keys.length > 0 ? new Keyring(keys) : undefined,
  match: createSignatureMatching(),
  scorer: { profile, score: async (rows, count) => walk(rows, count) },
})
parentPort?.postMessage('ready')

parentPort?.on('message', (data: unknown) => {
  if (data === 'end') {
    parentPort?.close()
    return
  }
  const { id, batch } = Task.parse(data)
  void examiner.examine(batch).then((examined) => {
    const { message, transfer } = pack(examined)
    parentPort?.postMessage({ id, packed: message }, transfer)
  })
})
