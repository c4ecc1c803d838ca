/** `npm start`: the desktop app where Electron is there or can be fetched, else the same engine and console in the browser. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { keepCompiled } from '../server/compile-cache.ts'
import { limitArenas } from '../server/few-arenas.ts'
import { isConsoleFresh } from './build-console.ts'
import { electronProgram, fetchElectron, hasDisplay } from './electron-program.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** A desktop app that fails sooner than this could not start here at all: no sandbox, no keychain, libraries missing. */
const startsWithinMs = 15_000

const say = (sentence: string): void => console.log(`Vedette: ${sentence}`)

/** Builds in a process of its own: the bundler's memory must not stay with an engine that runs for months. */
function build(part: 'console' | 'desktop'): void {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.ts'), part], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`The ${part} could not be built: see above.`)
}

/** Runs the desktop app to its end. Answers whether it could be started. */
async function runDesktop(program: string): Promise<boolean> {
  say('building the desktop app …')
  build('desktop')
  say('opening the desktop app …')
  const startedAt = Date.now()
  const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
    (resolve) => {
      const child = spawn(program, [join(root, 'dist/electron/main.mjs')], {
        stdio: 'inherit',
        // What this Node compiled is not for Electron's.
        env: { ...process.env, NODE_COMPILE_CACHE: undefined },
      })
      child.on('error', () => resolve({ code: 1, signal: null }))
      child.on('exit', (code, signal) => resolve({ code, signal }))
    },
  )
  // Chromium ends itself by a signal where it may not sandbox; those of a person are another matter.
  const isWanted = code === 0 || signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP'
  const couldStart = isWanted || Date.now() - startedAt > startsWithinMs
  if (couldStart) process.exitCode = isWanted ? 0 : 1
  return couldStart
}

function readPort(): number | undefined {
  const given = process.env.VEDETTE_PORT
  if (given === undefined || given === '') return undefined
  const { data } = z.coerce.number().int().min(0).max(65_535).safeParse(given)
  if (data === undefined)
    throw new Error(`VEDETTE_PORT is ${given}, which is no port: give a number up to 65535.`)
  return data
}

async function runServer(): Promise<void> {
  const { serve } = await import('../server/main.ts')
  const served = await serve({ port: readPort(), onProgress: (step) => say(`${step} …`) })
  const stop = () => void served.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  console.log(
    `\nVedette is ready. Open this link once, within ten minutes:\n\n  ${served.loginUrl}\n\nStop with Ctrl+C.`,
  )
  openBrowser(served.loginUrl)
}

/** Tries the system's browser; where there is none the printed link does. */
function openBrowser(url: string): void {
  if (process.env.CI || !hasDisplay()) return
  const commands = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] } as const
  const [command, ...args] =
    process.platform === 'darwin' || process.platform === 'win32'
      ? commands[process.platform]
      : (['xdg-open', url] as const)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

/** Why the console opens in the browser; undefined where the desktop app ran instead. */
async function tryDesktop(fetching: Promise<string | undefined> | undefined): Promise<string | undefined> {
  if (!hasDisplay()) return 'there is no display'
  const program = electronProgram() ?? (await fetching)
  if (program === undefined) {
    return 'Electron is not on this machine and could not be fetched (node node_modules/electron/install.js fetches it)'
  }
  return (await runDesktop(program)) ? undefined : 'the desktop app cannot run on this machine'
}

try {
  keepCompiled()
  limitArenas()
  let fetching: Promise<string | undefined> | undefined
  if (hasDisplay() && electronProgram() === undefined) {
    say('fetching Electron, once …')
    fetching = fetchElectron()
  }
  if (!isConsoleFresh()) {
    say('building the console …')
    build('console')
  }
  const reason = await tryDesktop(fetching)
  if (reason !== undefined) {
    say(`${reason}, so the same console opens in the browser.`)
    await runServer()
  }
} catch (error) {
  console.error(`Vedette: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
