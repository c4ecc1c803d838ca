import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'

/** Fernet as its specification tells it, one token at a time and nothing clever: what the product is compared with. */
export function plainSeal(secret: string, plain: string, timeSeconds: number, iv: Buffer): string {
  const key = Buffer.from(secret, 'base64')
  const header = Buffer.alloc(9)
  header[0] = 0x80
  header.writeBigUInt64BE(BigInt(timeSeconds), 1)
  const cipher = createCipheriv('aes-128-cbc', key.subarray(16), iv)
  const signed = Buffer.concat([header, iv, cipher.update(plain, 'utf8'), cipher.final()])
  const mac = createHmac('sha256', key.subarray(0, 16)).update(signed).digest()
  return Buffer.concat([signed, mac]).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
}

/** Undefined where the token does not open. */
export function plainOpen(secret: string, token: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(token) || token.length % 4 !== 0) return undefined
  const key = Buffer.from(secret, 'base64')
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length < 57 || bytes[0] !== 0x80) return undefined
  const signed = bytes.subarray(0, -32)
  const mac = createHmac('sha256', key.subarray(0, 16)).update(signed).digest()
  if (!timingSafeEqual(mac, bytes.subarray(-32))) return undefined
  const decipher = createDecipheriv('aes-128-cbc', key.subarray(16), bytes.subarray(9, 25))
  try {
    return Buffer.concat([decipher.update(signed.subarray(25)), decipher.final()])
  } catch {
    return undefined
  }
}
