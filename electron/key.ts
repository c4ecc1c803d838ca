import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SafeStorage } from 'electron'
import { generateKey } from '../engine/sealed-log/fernet.ts'

/**
 * The key of the sealed log, kept encrypted by the OS's keychain; made at the first start.
 * @throws one sentence where the system has no keychain: the key is never written in clear
 */
export function loadKey(
  file: string,
  storage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >,
  platform: NodeJS.Platform = process.platform,
): string {
  const isPlain = platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text'
  if (!storage.isEncryptionAvailable() || isPlain) {
    throw new Error(
      'This system offers no keychain to keep the key in: unlock or install one (GNOME Keyring, KWallet), or run `npm run vedette -- serve`, which keeps it in a file.',
    )
  }
  if (existsSync(file)) return storage.decryptString(readFileSync(file))
  const key = generateKey()
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, storage.encryptString(key), { mode: 0o600, flag: 'wx' })
  return key
}
