/** The engine's thread: the HTTP thread never waits for a batch. */
import { flushCompileCache } from 'node:module'
import { MessagePort, parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { hostEngine } from '../engine/host.ts'

/** Node hands ports over inside the message. */
const Envelope = z.object({ message: z.unknown(), port: z.instanceof(MessagePort).optional() })

const tell = hostEngine((answer) => {
  parentPort?.postMessage(answer)
  if (answer.kind === 'closed') parentPort?.close()
  // The threads it will start find there what it has compiled.
  if (answer.kind === 'ready') flushCompileCache()
})
parentPort?.on('message', (data: unknown) => {
  const { message, port } = Envelope.parse(data)
  void tell(message, port)
})
