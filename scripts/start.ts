/** `npm start`: the desktop app where Electron is there or can be installed, else the same engine and console in the browser. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '../server/main.ts'
import { isConsoleFresh } from './build-console.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const electronDir = join(root, 'node_modules/electron')
const installWithinMs = 120_000

/** Builds in a process of its own: the bundler's memory must not stay with an engine that runs for months. */
function build(part: 'console' | 'desktop'): void {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.ts'), part], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`The ${part} could not be built: see above.`)
}

/** The path of Electron's program, or undefined where it is not on this machine. */
function electronProgram(): string | undefined {
  const pathFile = join(electronDir, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const program = join(electronDir, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : undefined
}

const hasDisplay = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Lets Electron's own installer fetch the program once. Its failure only means the browser. */
function installElectron(): string | undefined {
  const installer = join(electronDir, 'install.js')
  if (!existsSync(installer)) return undefined
  console.log('Vedette: fetching Electron once …')
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: installWithinMs })
  return electronProgram()
}

function startDesktop(program: string): void {
  console.log('Vedette: building the desktop app …')
  build('desktop')
  const child = spawn(program, [join(root, 'dist/electron/main.mjs')], { stdio: 'inherit' })
  child.on('exit', (code) => process.exit(code ?? 0))
}

async function startServer(): Promise<void> {
  const port = process.env.VEDETTE_PORT
  const served = await serve({
    ...(port !== undefined && { port: Number(port) }),
    onProgress: (step) => console.log(`Vedette: ${step} …`),
  })
  console.log(
    `\nVedette is ready. Open this link once, within ten minutes:\n\n  ${served.loginUrl}\n\nStop with Ctrl+C.`,
  )
  openBrowser(served.loginUrl)
  const stop = () => void served.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

/** Tries the system's browser; where there is none the printed link does. */
function openBrowser(url: string): void {
  if (process.env.CI || !hasDisplay()) return
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url]
  if (command === undefined) return
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

try {
  if (!isConsoleFresh()) {
    console.log('Vedette: building the console …')
    build('console')
  }
  const program = hasDisplay() ? (electronProgram() ?? installElectron()) : undefined
  if (program) startDesktop(program)
  else {
    const reason = hasDisplay()
      ? 'Electron is not on this machine and could not be fetched'
      : 'there is no display'
    console.log(`Vedette: ${reason}, so the same console opens in the browser.`)
    await startServer()
  }
} catch (error) {
  console.error(`Vedette: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
