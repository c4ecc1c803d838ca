/** The Vedette that `burst.ts` asks: `burst-server.ts DATA_DIR KEY_FILE` prints its login link, and ends with its input. */
import { serve } from '../../server/main.ts'

const [dataDir, keyFile] = process.argv.slice(2)
const served = await serve({ dataDir, keyFile, port: 0 })
console.log(served.loginUrl)
process.stdin.resume().once('end', async () => {
  await served.close()
  process.exit()
})
