/** The engine's own process, as the bundle that `engine.ts` forks. */
import { hostEngine } from '../engine/host.ts'

const tell = hostEngine((answer) => {
  process.parentPort.postMessage(answer)
  if (answer.kind === 'closed') process.exit(0)
})
process.parentPort.on('message', (event) => void tell(event.data, event.ports[0]))
