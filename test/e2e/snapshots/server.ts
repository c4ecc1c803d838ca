/** `server.ts DATA_DIR KEY_FILE LOG LINES`: reads that log and prints its login link as soon as all lines are read; ends with its input. */
import { serve } from '../../../server/main.ts'

const [dataDir, keyFile, path = '', lines] = process.argv.slice(2)
const served = await serve({ dataDir, keyFile, port: 0 })
const { engine } = served
await engine.sources.add({ path, kind: 'plain', name: 'shop', from: 'beginning' })
for (let tries = 0; tries < 600; tries++) {
  if ((await engine.status()).counters.linesRead >= Number(lines)) break
  await new Promise((resolve) => setTimeout(resolve, 50))
}
console.log(served.loginUrl)
process.stdin.resume().once('end', async () => {
  await served.close()
  process.exit()
})
