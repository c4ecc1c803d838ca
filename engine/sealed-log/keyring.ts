import { FernetError, type FernetKey, parseKey, seal } from './fernet.ts'
import { type Opened, openTokens } from './opening.ts'

/** Several Fernet keys: the first seals, all open. Rotate by putting a new key in front. */
export class Keyring {
  readonly #keys: readonly FernetKey[]
  readonly #sealing: FernetKey
  readonly #texts: readonly string[]

  /** @param keys urlsafe base64, 44 characters each. @throws FernetError 'key' */
  constructor(keys: readonly string[]) {
    this.#texts = keys
    this.#keys = keys.map(parseKey)
    const [first] = this.#keys
    if (!first) throw new FernetError('key', 'There is no key: make one with `vedette keygen`.')
    this.#sealing = first
  }

  /** The keys as they were given: to hand them to another thread, never to tell or store them. */
  get texts(): readonly string[] {
    return this.#texts
  }

  seal(plain: Uint8Array | string, timeSeconds?: number, iv?: Uint8Array): string {
    return seal(this.#sealing, plain, timeSeconds, iv)
  }

  /** @throws FernetError where no key opens it */
  open(token: string): Buffer {
    const [opened] = this.openAll([token])
    if (Buffer.isBuffer(opened)) return opened
    throw opened ?? new FernetError('malformed', 'There is no token.')
  }

  /** Opens many tokens, order kept; what does not open is its error in place. Never throws. */
  openAll(tokens: readonly string[]): Opened<Buffer>[] {
    return openTokens(this.#keys, tokens, (bytes, start, end) => bytes.subarray(start, end))
  }

  /** The same, read as UTF-8. */
  openTexts(tokens: readonly string[]): Opened<string>[] {
    return openTokens(this.#keys, tokens, (bytes, start, end) => bytes.toString('utf8', start, end))
  }
}
