import { createHmac, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FernetError, generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { Mac } from '../../engine/sealed-log/mac.ts'
import { plainOpen, plainSeal } from './plain-fernet.ts'

/** The vectors of the Fernet specification: generate.json, verify.json and invalid.json. */
const secret = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4='
const hello =
  'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=='
const invalid = [
  [
    'incorrect mac',
    'signature',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==',
  ],
  ['too short', 'malformed', 'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA=='],
  [
    'invalid base64',
    'malformed',
    '%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==',
  ],
  [
    'payload size not multiple of block size',
    'malformed',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm',
  ],
  [
    'payload padding error',
    'padding',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==',
  ],
  [
    'incorrect IV (causes padding error)',
    'padding',
    'gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==',
  ],
] as const
/** Invalid by their time alone. A log line is read long after it was sealed, so these open. */
const timed = [
  [
    'far-future TS',
    'gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==',
  ],
  [
    'expired TTL',
    'gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==',
  ],
] as const

const reasonOf = (opened: Buffer | FernetError | undefined): string =>
  opened instanceof FernetError ? opened.reason : `opened: ${String(opened)}`

describe('the specification', () => {
  const keyring = new Keyring([secret])

  test('seals its plain text to its token', () => {
    const iv = Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
    const time = Date.parse('1985-10-26T01:20:00-07:00') / 1000
    expect(keyring.seal('hello', time, iv)).toBe(hello)
    expect(plainSeal(secret, 'hello', time, iv)).toBe(hello)
  })

  test('opens its token to its plain text', () => {
    expect(keyring.open(hello).toString()).toBe('hello')
    expect(plainOpen(secret, hello)?.toString()).toBe('hello')
  })

  test.each(invalid)('refuses %s as %s', (_, reason, token) => {
    expect(() => keyring.open(token)).toThrow(FernetError)
    expect(reasonOf(keyring.openAll([token])[0])).toBe(reason)
    expect(plainOpen(secret, token)).toBeUndefined()
  })

  test.each(timed)('does not judge the time: %s', (_, token) => {
    expect(keyring.open(token).toString()).toBe('')
  })
})

describe('a token', () => {
  const keyring = new Keyring([secret])

  test('of any text opens to it, and as the plain version says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const token = keyring.seal(text)
        expect(keyring.open(token).equals(Buffer.from(text))).toBe(true)
        expect(plainOpen(secret, token)?.equals(Buffer.from(text))).toBe(true)
      }),
    )
  })

  test('with any one bit turned does not open', () => {
    const bytes = Buffer.from(keyring.seal('a line', 1, randomBytes(16)), 'base64url')
    const tokens = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const turned = Buffer.from(bytes)
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return padded(turned)
    })
    const reasons = keyring.openAll(tokens).map(reasonOf)
    expect(reasons.slice(0, 8)).toEqual(new Array(8).fill('version'))
    expect(new Set(reasons.slice(8))).toEqual(new Set(['signature']))
  })

  test.each([
    ['empty', ''],
    ['blank', '   '],
    ['a log line', '203.0.113.9 - - [21/Nov/2026:09:12:44 +0100] "GET / HTTP/1.1" 200 1'],
    ['cut in the middle', hello.slice(0, 60)],
    ['without its padding', hello.replace('==', '')],
    ['with padding in its middle', hello.replace('wJ6w', 'wJ==')],
    ['in the standard alphabet', hello.replaceAll('_', '/')],
    ['with a blank inside', hello.replace('wJ6w', 'wJ w')],
    ['beyond latin-1', hello.replace('wJ6w', 'wJ\u0141w')],
    ['of another version', padded(Buffer.concat([Buffer.from([0x81]), randomBytes(72)])), 'version'],
    ['without ciphertext', padded(Buffer.concat([Buffer.from([0x80]), randomBytes(56)]))],
  ])('%s is no token', (_, token, reason = 'malformed') => {
    expect(reasonOf(keyring.openAll([token])[0])).toBe(reason)
  })

  test('may have blanks and a carriage return around it, as files do', () => {
    expect(keyring.open(` ${hello}\r\n`).toString()).toBe('hello')
  })
})

describe('a keyring', () => {
  const [old, current, other] = [generateKey(), generateKey(), generateKey()]

  test('seals with its first key and opens with all', () => {
    const rotated = new Keyring([current, old])
    expect(rotated.open(new Keyring([old]).seal('before')).toString()).toBe('before')
    expect(new Keyring([current]).open(rotated.seal('after')).toString()).toBe('after')
    expect(() => new Keyring([old]).open(rotated.seal('after'))).toThrow('another key')
  })

  test('opens many tokens of several keys in order, with each failure in its place', () => {
    const rotated = new Keyring([current, old])
    const sealers = [new Keyring([current]), new Keyring([old]), new Keyring([other])]
    const tokens = Array.from({ length: 1500 }, (_, i) =>
      i % 50 === 7 ? `broken ${i}` : (sealers[i % 3]?.seal(`line ${i} ${'x'.repeat(i % 97)}`) ?? ''),
    )
    tokens[600] = rotated.seal('y'.repeat(3 * 1024 * 1024))
    const opened = rotated
      .openAll(tokens)
      .map((plain) => (Buffer.isBuffer(plain) ? plain.toString() : plain.reason))
    expect(opened).toEqual(
      tokens.map((_, i) => {
        if (i === 600) return 'y'.repeat(3 * 1024 * 1024)
        if (i % 50 === 7) return 'malformed'
        return i % 3 === 2 ? 'signature' : `line ${i} ${'x'.repeat(i % 97)}`
      }),
    )
  })

  test('opens nothing where nothing is given', () => {
    expect(new Keyring([current]).openAll([])).toEqual([])
  })

  test.each([
    ['no key at all', []],
    ['an empty key', ['']],
    ['a key that is too short', [secret.slice(4)]],
    ['a key in the standard alphabet', [secret.replaceAll('_', '/')]],
    ['a second key that is none', [secret, 'nonsense']],
  ])('refuses %s', (_, keys) => {
    expect(() => new Keyring(keys)).toThrow(expect.objectContaining({ name: 'FernetError', reason: 'key' }))
  })

  test('does not show its keys when printed', () => {
    const printed = inspect(new Keyring([secret]), { depth: 9, showHidden: true })
    expect(printed).not.toContain(secret.slice(0, 8))
    expect(printed).not.toMatch(/73 0f f4/)
  })

  test('makes keys of 32 random bytes', () => {
    const keys = Array.from({ length: 50 }, generateKey)
    expect(new Set(keys).size).toBe(50)
    for (const key of keys) expect(Buffer.from(key, 'base64url').length).toBe(32)
  })
})

test.each([0, 1, 55, 56, 64, 4032, 4033, 100_000])('the MAC of %i bytes is HMAC-SHA256', (length) => {
  const [key, message] = [randomBytes(16), randomBytes(length + 3)]
  const expected = createHmac('sha256', key).update(message.subarray(3)).digest('hex')
  const mac = new Mac(key)
  for (let i = 0; i < 2; i++) expect(mac.digest(message, 3, length + 3).toString('hex')).toBe(expected)
})

function padded(bytes: Buffer): string {
  const text = bytes.toString('base64url')
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

test('reads the texts of tokens as it opens them', () => {
  const keyring = new Keyring([generateKey()])
  const texts = ['plain', 'Grüße 東京', '', 'x'.repeat(5000)]
  expect(keyring.openTexts(texts.map((text) => keyring.seal(text)))).toEqual(texts)
})
