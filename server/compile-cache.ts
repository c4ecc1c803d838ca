import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import envPaths from 'env-paths'

/**
 * Keeps what V8 compiles from start to start, in a folder of this account alone: what lies there is run. A program and
 * each of its threads start in half the time and, without the compiler of TypeScript, with 20 MB less. Call it before
 * anything else is loaded; threads and processes started later do the same.
 */
export function keepCompiled(): void {
  if (process.env.NODE_COMPILE_CACHE !== undefined) return
  const folder = join(envPaths('vedette', { suffix: '' }).cache, 'compiled')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // No home to write to: everything is compiled at each start.
    return
  }
  if (enableCompileCache(folder).directory !== undefined) process.env.NODE_COMPILE_CACHE = folder
}
