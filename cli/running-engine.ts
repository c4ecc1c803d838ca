import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type GeneratorOptions, GeneratorStatus } from '../contract/engine-status.ts'
import { BadInput } from '../engine/errors.ts'
import { defaultKeyFile } from '../engine/sealed-log/key-store.ts'

const Refusal = z.object({ message: z.string() })

/** The Vedette that `vedette serve` runs on this machine, asked over its API with the token for scripts. */
export class RunningEngine {
  readonly #url: URL
  readonly #token: string

  private constructor(url: URL, token: string) {
    this.#url = url
    this.#token = token
  }

  /**
   * @param keyFile as given to `vedette serve`: the token lies beside it
   * @throws BadInput where the address is none or the token is not there
   */
  static async find(address: string, keyFile: string = defaultKeyFile()): Promise<RunningEngine> {
    const url = URL.parse(address)
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
      throw new BadInput(`${address} is no address of a Vedette: write it like http://127.0.0.1:7700.`)
    }
    const tokenFile = join(dirname(keyFile), 'api-token')
    const token = await readFile(tokenFile, 'utf8').catch(() => {
      throw new BadInput(`There is no token at ${tokenFile}: start Vedette once with \`vedette serve\`.`)
    })
    return new RunningEngine(url, token.trim())
  }

  startGenerator(options: GeneratorOptions): Promise<GeneratorStatus> {
    return this.#post('/api/generator/start', options)
  }

  stopGenerator(): Promise<GeneratorStatus> {
    return this.#post('/api/generator/stop', {})
  }

  async #post(path: string, body: object): Promise<GeneratorStatus> {
    const response = await fetch(new URL(path, this.#url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    }).catch(() => {
      throw new Error(`No Vedette answers at ${this.#url.origin}: start one with \`vedette serve\`.`)
    })
    const answer: unknown = await response.json().catch(() => undefined)
    if (response.ok) return GeneratorStatus.parse(answer)
    const { data } = Refusal.safeParse(answer)
    throw new Error(`Vedette at ${this.#url.origin} refused: ${data?.message ?? `status ${response.status}`}`)
  }
}
