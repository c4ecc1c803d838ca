import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'dist/renderer/.stamp')

/** Newest change among the console's sources, as epoch milliseconds. */
function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
const sources = ['renderer', 'contract', 'vite.config.ts', 'package-lock.json']
const stamp = (): string => String(Math.max(...sources.map((source) => newest(join(root, source)))))

/** True where the built console is that of the sources as they are. */
export const isConsoleFresh = (): boolean =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp()

export async function buildConsole(): Promise<void> {
  // Only a build needs the bundler; asking whether one is needed must stay cheap.
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  writeFileSync(stampFile, stamp())
}
