import { createDecipheriv, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'

/** A Fernet key as its two halves: KeyObjects, or the bytes as they are. */
export interface PlainKey {
  readonly signing: KeyObject | Buffer
  readonly encryption: KeyObject | Buffer
}

export function plainKey(text: string, as: 'objects' | 'bytes'): PlainKey {
  const bytes = Buffer.from(text, 'base64url')
  const [signing, encryption] = [bytes.subarray(0, 16), bytes.subarray(16)]
  return as === 'bytes'
    ? { signing, encryption }
    : { signing: createSecretKey(signing), encryption: createSecretKey(encryption) }
}

/** One token by the specification. @throws where it does not open */
export function openPlainly({ signing, encryption }: PlainKey, token: string): string {
  const bytes = Buffer.from(token, 'base64url')
  const end = bytes.length - 32
  const mac = createHmac('sha256', signing).update(bytes.subarray(0, end)).digest()
  if (bytes[0] !== 0x80 || !timingSafeEqual(mac, bytes.subarray(end)))
    throw new Error('The token is not signed.')
  const decipher = createDecipheriv('aes-128-cbc', encryption, bytes.subarray(9, 25))
  return decipher.update(bytes.subarray(25, end)).toString() + decipher.final().toString()
}
