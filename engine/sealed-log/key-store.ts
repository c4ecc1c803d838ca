import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import envPaths from 'env-paths'
import { BadInput } from '../errors.ts'
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
  /** hears that others can read a key file; without it such a file is refused */
  readonly onExposed?: (sentence: string) => void
}

/**
 * The keyring of a headless host: VEDETTE_KEY (keys separated by commas) where set and no file is named, else the
 * key file, which must be readable by its owner alone.
 * @throws BadInput, one sentence: what is wrong, where, what to do
 */
export function loadKeyring({ keyFile, create = false, onExposed }: KeyOptions = {}): Keyring {
  const fromEnvironment = process.env.VEDETTE_KEY
  if (!keyFile && fromEnvironment)
    return keyringOf(fromEnvironment.split(','), 'the environment variable VEDETTE_KEY')
  const file = keyFile ?? defaultKeyFile()
  if (create && !existsSync(file)) createKeyFile(file)
  return keyringOf(readKeyFile(file, onExposed).split('\n'), `the key file ${file}`)
}

function keyringOf(keys: readonly string[], where: string): Keyring {
  const given = keys.map((key) => key.trim()).filter((key) => key !== '')
  try {
    return new Keyring(given)
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)} It comes from ${where}.`)
  }
}

function readKeyFile(file: string, onExposed?: (sentence: string) => void): string {
  let mode: number
  try {
    mode = statSync(file).mode
  } catch {
    throw new BadInput(`There is no key file at ${file}: make one with \`vedette keygen > ${file}\`.`)
  }
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    const sentence = `The key file ${file} can be read by others: run \`chmod 600 ${file}\`.`
    if (!onExposed) throw new BadInput(sentence)
    onExposed(sentence)
  }
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new BadInput(
      `The key file ${file} cannot be read (${error instanceof Error ? error.message : error}).`,
    )
  }
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
