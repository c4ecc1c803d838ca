import {
  decodeToken,
  decrypt,
  decryptMany,
  FernetError,
  type FernetKey,
  isSignedBy,
  parseKey,
  type RawToken,
  seal,
} from './fernet.ts'

/** Tokens decrypted in one run. */
const runLength = 256

/** Several Fernet keys: the first seals, all open. Rotate by putting a new key in front. */
export class Keyring {
  readonly #keys: readonly FernetKey[]
  readonly #sealing: FernetKey

  /** @param keys urlsafe base64, 44 characters each. @throws FernetError 'key' */
  constructor(keys: readonly string[]) {
    this.#keys = keys.map(parseKey)
    const [first] = this.#keys
    if (!first) throw new FernetError('key', 'There is no key: make one with `vedette keygen`.')
    this.#sealing = first
  }

  seal(plain: Uint8Array | string, timeSeconds?: number, iv?: Uint8Array): string {
    return seal(this.#sealing, plain, timeSeconds, iv)
  }

  /** @throws FernetError where no key opens it */
  open(token: string): Buffer {
    const raw = decodeToken(token.trim())
    return decrypt(this.#keyOf(raw), raw)
  }

  #keyOf(token: RawToken): FernetKey {
    const key = this.#keys.find((candidate) => isSignedBy(candidate, token))
    if (!key)
      throw new FernetError(
        'signature',
        'No key opens the token: it is sealed with another key, or tampered with.',
      )
    return key
  }

  /** Opens many tokens, order kept; what does not open is its error in place. Never throws. */
  openAll(tokens: readonly string[]): (Buffer | FernetError)[] {
    const opened = new Array<Buffer | FernetError>(tokens.length)
    const byKey = new Map<FernetKey, { index: number; raw: RawToken }[]>()
    tokens.forEach((token, index) => {
      try {
        const raw = decodeToken(token.trim())
        const key = this.#keyOf(raw)
        const group = byKey.get(key)
        if (group) group.push({ index, raw })
        else byKey.set(key, [{ index, raw }])
      } catch (error) {
        if (!(error instanceof FernetError)) throw error
        opened[index] = error
      }
    })
    for (const [key, group] of byKey) {
      for (let start = 0; start < group.length; start += runLength) {
        const run = group.slice(start, start + runLength)
        const plain = decryptMany(
          key,
          run.map(({ raw }) => raw),
        )
        run.forEach(({ index }, i) => {
          opened[index] = plain[i] ?? new FernetError('padding', 'The token could not be decrypted.')
        })
      }
    }
    return opened
  }
}
