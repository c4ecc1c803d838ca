import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { defaultKeyFile, loadKeyring } from '../../engine/sealed-log/key-store.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'

let dir: string
let keyFile: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vedette-key-'))
  keyFile = join(dir, 'config', 'key')
  vi.stubEnv('VEDETTE_KEY', '')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dir, { recursive: true })
})

describe('the key file', () => {
  test('is made where asked, for its owner alone, and found again', () => {
    const token = loadKeyring({ keyFile, create: true }).seal('x')
    const text = readFileSync(keyFile, 'utf8')
    expect(loadKeyring({ keyFile, create: true }).open(token).toString()).toBe('x')
    expect(readFileSync(keyFile, 'utf8')).toBe(text)
    expect(readdirSync(join(dir, 'config'))).toEqual(['key'])
    if (process.platform !== 'win32') expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  })

  test('is not made where nobody asked', () => {
    expect(() => loadKeyring({ keyFile })).toThrow(`There is no key file at ${keyFile}`)
  })

  test('may hold several keys, one a line: the first seals', () => {
    const [first, second] = [generateKey(), generateKey()]
    writeFileSync(join(dir, 'keys'), `${first}\n\n${second}\n`, { mode: 0o600 })
    const keyring = loadKeyring({ keyFile: join(dir, 'keys') })
    expect(keyring.open(new Keyring([second]).seal('x')).toString()).toBe('x')
    expect(new Keyring([first]).open(keyring.seal('y')).toString()).toBe('y')
  })

  test.runIf(process.platform !== 'win32').each([0o640, 0o604, 0o660, 0o666])(
    'that others can read or write (mode %o) is refused with what to do',
    (mode) => {
      loadKeyring({ keyFile, create: true })
      chmodSync(keyFile, mode)
      expect(() => loadKeyring({ keyFile })).toThrow(`chmod 600 ${keyFile}`)
    },
  )

  test('that holds no key is refused without printing it', () => {
    writeFileSync(join(dir, 'bad'), 'not-a-key-but-secret\n', { mode: 0o600 })
    let message = ''
    try {
      loadKeyring({ keyFile: join(dir, 'bad') })
    } catch (error) {
      message = String(error)
    }
    expect(message).toContain(join(dir, 'bad'))
    expect(message).not.toContain('not-a-key-but-secret')
  })

  test('lies in the system’s folder for settings, not in the project', () => {
    expect(defaultKeyFile().startsWith(process.cwd())).toBe(false)
  })
})

describe('VEDETTE_KEY', () => {
  test('wins over the default key file and may hold several keys', () => {
    const [first, second] = [generateKey(), generateKey()]
    vi.stubEnv('VEDETTE_KEY', `${first}, ${second}`)
    expect(
      loadKeyring()
        .open(new Keyring([second]).seal('x'))
        .toString(),
    ).toBe('x')
  })

  test('that is no key is refused by name', () => {
    vi.stubEnv('VEDETTE_KEY', 'nonsense')
    expect(() => loadKeyring()).toThrow('VEDETTE_KEY')
  })
})
