/** `npm run build`: the console into dist/renderer, and the desktop host into dist/electron. */
import { buildConsole } from './build-console.ts'
import { buildDesktop } from './build-desktop.ts'

await buildConsole()
await buildDesktop()
