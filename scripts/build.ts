/** `npm run build`: the console into dist/renderer and the desktop host into dist/electron, or the one that is named. */
import { buildConsole } from './build-console.ts'
import { buildDesktop } from './build-desktop.ts'

const part = process.argv[2]
if (part !== 'desktop') await buildConsole()
if (part !== 'console') await buildDesktop()
