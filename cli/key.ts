import { Option } from 'commander'
import { loadKeyring } from '../engine/sealed-log/key-store.ts'
import type { Keyring } from '../engine/sealed-log/keyring.ts'
import { say } from './output.ts'

export const keyFileOption = (): Option =>
  new Option(
    '-k, --key-file <file>',
    'file of Fernet keys, one a line, the first seals (default: $VEDETTE_KEY, else the key file of your account)',
  )

/**
 * The keys a command works with. The key file of the account is made where `create` is set; one that is named must be
 * there, and is used with a warning where others can read it.
 */
export function keysFor(keyFile: string | undefined, create = false): Keyring {
  if (keyFile === undefined) return loadKeyring({ create })
  return loadKeyring({ keyFile, onExposed: (sentence) => say(`vedette: ${sentence}`) })
}
