import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { MacLanes } from '../../engine/sealed-log/lanes/mac-lanes.ts'
import { Mac } from '../../engine/sealed-log/mac.ts'
import { plainOpen } from './plain-fernet.ts'

const secrets = [randomBytes(16), randomBytes(16), randomBytes(16)]
const macs = secrets.slice(0, 2).map((secret) => new Mac(secret))
const lanes = new MacLanes(64, 32 * 1024)

interface Message {
  readonly bytes: Uint8Array
  /** whose digest stands behind it */
  readonly secret: number
  /** the bit of the digest that is turned, if any */
  readonly turned: number
}

/** What the lanes say of messages put one behind the other. */
function signersOf(messages: readonly Message[]): number[] {
  lanes.clear()
  for (const { bytes, secret, turned } of messages) {
    const digest = createHmac('sha256', secrets[secret] ?? '')
      .update(bytes)
      .digest()
    if (turned >= 0) digest[turned >> 3] = (digest[turned >> 3] ?? 0) ^ (1 << (turned & 7))
    const end = lanes.free + bytes.length
    lanes.bytes.set(bytes, lanes.free)
    lanes.bytes.set(digest, end)
    lanes.add(end)
  }
  return [...lanes.signers(macs)]
}

const expected = ({ secret, turned }: Message): number => (turned >= 0 || secret === 2 ? -1 : secret)

describe('four messages at a time', () => {
  test('are signed by whom node:crypto says, whatever their lengths and keys', () => {
    const message = fc.record({
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(0, 55, 56, 64, 119, 120, 400).map((length) => new Uint8Array(length)),
      ),
      secret: fc.nat({ max: 2 }),
      turned: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, fc.nat({ max: 255 })),
    })
    fc.assert(
      fc.property(fc.array(message, { maxLength: 64 }), (messages) => {
        expect(signersOf(messages)).toEqual(messages.map(expected))
      }),
      { numRuns: 300 },
    )
  })

  test('of every length fill their last block up as they must', () => {
    for (let length = 0; length < 200; length++) {
      const messages = Array.from({ length: 8 }, (_, i) => ({
        bytes: randomBytes(length),
        secret: i % 3,
        turned: i === 6 ? 255 : -1,
      }))
      expect(signersOf(messages)).toEqual(messages.map(expected))
    }
  })

  test('leave nothing of a key where messages are put', () => {
    signersOf([{ bytes: new Uint8Array(80), secret: 0, turned: -1 }])
    for (const secret of secrets) {
      expect(lanes.bytes.includes(secret)).toBe(false)
      expect(lanes.bytes.includes(Buffer.from(secret.map((byte) => byte ^ 0x36)))).toBe(false)
    }
  })
})

test('tokens spoilt in any way open in runs as the plain version opens them one by one', () => {
  const secret = generateKey()
  const keyring = new Keyring([secret])
  const token = fc.string({ unit: 'grapheme', maxLength: 120 }).map((text) => keyring.seal(text))
  const spoilt = fc
    .tuple(token, fc.nat(), fc.constantFrom('', 'A', '-', '_', '+', '/', '=', ' ', 'é', 'Ł', '東', '\0'))
    .map(([text, at, char]) => {
      const index = at % text.length
      return text.slice(0, index) + char + text.slice(index + (at % 2))
    })
  fc.assert(
    fc.property(fc.array(fc.oneof(token, spoilt, fc.string()), { maxLength: 20 }), (tokens) => {
      const opened = keyring.openAll(tokens)
      expect(opened.map((plain) => (Buffer.isBuffer(plain) ? plain.toString('hex') : undefined))).toEqual(
        tokens.map((text) => plainOpen(secret, text.trim())?.toString('hex')),
      )
    }),
    { numRuns: 500 },
  )
})
