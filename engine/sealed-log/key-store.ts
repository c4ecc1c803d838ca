import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import envPaths from 'env-paths'
import { generateKey } from './fernet.ts'
import { Keyring } from './keyring.ts'

/** Where Vedette keeps its key and its data where nothing else is said: the OS's folders, never the project's. */
export const defaultKeyFile = (): string => join(envPaths('vedette', { suffix: '' }).config, 'key')
export const defaultDataDir = (): string =>
  process.env.VEDETTE_DATA ?? envPaths('vedette', { suffix: '' }).data

export interface KeyOptions {
  /** one key a line, the first seals */
  readonly keyFile?: string | undefined
  /** make the file with a fresh key where it does not exist */
  readonly create?: boolean
}

/**
 * The keyring of a headless host: VEDETTE_KEY (keys separated by commas) where set and no file is named, else the
 * key file, which must be readable by its owner alone.
 * @throws one sentence: what is wrong, where, what to do
 */
export function loadKeyring({ keyFile, create = false }: KeyOptions = {}): Keyring {
  const fromEnvironment = process.env.VEDETTE_KEY
  if (!keyFile && fromEnvironment)
    return keyringOf(fromEnvironment.split(','), 'the environment variable VEDETTE_KEY')
  const file = keyFile ?? defaultKeyFile()
  if (create) createKeyFile(file)
  return keyringOf(readKeyFile(file).split('\n'), `the key file ${file}`)
}

function keyringOf(keys: readonly string[], where: string): Keyring {
  const given = keys.map((key) => key.trim()).filter((key) => key !== '')
  try {
    return new Keyring(given)
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)} It comes from ${where}.`)
  }
}

function readKeyFile(file: string): string {
  let mode: number
  try {
    mode = statSync(file).mode
  } catch {
    throw new Error(
      `There is no key file at ${file}: make one with \`vedette keygen > ${file} && chmod 600 ${file}\`.`,
    )
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`The key file ${file} can be read by others: run \`chmod 600 ${file}\`.`)
  }
  return readFileSync(file, 'utf8')
}

/** Makes the key file in one step, so that two starts at once agree on one key. */
function createKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, `${generateKey()}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
