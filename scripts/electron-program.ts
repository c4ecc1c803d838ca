import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const electronDir = fileURLToPath(new URL('../node_modules/electron', import.meta.url))
const installer = join(electronDir, 'install.js')
/** The first start must not take longer than a minute; what is not here by then can be had by hand. */
const fetchWithinMs = 40_000

/** The path of Electron's program, found as its own package does, or undefined where it is not on this machine. */
export function electronProgram(): string | undefined {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const pathFile = join(electronDir, 'path.txt')
  // The installer writes this file last: without it, what lies in dist may be unpacked in part.
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : given && 'electron'
  if (!name) return undefined
  const program = join(given || join(electronDir, 'dist'), name)
  return existsSync(program) ? program : undefined
}

/** Lets Electron's own installer fetch the program, once. Its failure only means the browser. */
export function fetchElectron(): Promise<string | undefined> {
  if (!existsSync(installer)) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: fetchWithinMs })
    child.on('error', () => resolve(undefined))
    child.on('exit', () => resolve(electronProgram()))
  })
}

/** Whether windows can be shown at all. */
export const hasDisplay = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
