import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SafeStorage } from 'electron'
import { generateKey } from '../engine/sealed-log/fernet.ts'

export type Keychain = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>

/**
 * The key of the sealed log, kept encrypted by the OS's keychain; made at the first start.
 * @throws one sentence where the system has no keychain, as the key is never written in clear, and where the keychain
 * does not open what is there, as a new key would leave everything sealed so far unreadable
 */
export async function loadKey(
  file: string,
  keychain: Keychain,
  platform: NodeJS.Platform = process.platform,
): Promise<string> {
  const isPlain = platform === 'linux' && keychain.getSelectedStorageBackend() === 'basic_text'
  if (isPlain || !(await keychain.isAsyncEncryptionAvailable())) {
    throw new Error(
      'This system offers no keychain to keep the key in: unlock or install one (GNOME Keyring, KWallet), or set VEDETTE_KEY_FILE to a file, for you alone to read, that may hold it.',
    )
  }
  if (!existsSync(file)) {
    const key = generateKey()
    await write(file, key, keychain)
    return key
  }
  const { result, shouldReEncrypt } = await keychain.decryptStringAsync(readFileSync(file)).catch(() => {
    throw new Error(
      `The keychain does not open the key in ${file}: log in as who made it, or unlock the keychain it was made with.`,
    )
  })
  if (shouldReEncrypt) await write(file, result, keychain)
  return result
}

async function write(file: string, key: string, keychain: Keychain): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, await keychain.encryptStringAsync(key), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
