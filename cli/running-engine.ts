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
    return this.call('POST', '/api/generator/start', GeneratorStatus, options)
  }

  stopGenerator(): Promise<GeneratorStatus> {
    return this.call('POST', '/api/generator/stop', GeneratorStatus, {})
  }

  /**
   * Asks a call of the contract and checks its answer.
   * @throws BadInput or an error with what it refused, in one sentence; where none answers within the time, too
   */
  async call<T>(
    method: 'GET' | 'POST',
    path: string,
    answer: z.ZodType<T>,
    body?: object,
    withinMs = 10_000,
  ): Promise<T> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : null,
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    }).catch(() => {
      throw new Error(`No Vedette answers at ${this.#url.origin}: start one with \`vedette serve\`.`)
    })
    const given: unknown = await response.json().catch(() => undefined)
    if (response.ok) return answer.parse(given)
    const { data } = Refusal.safeParse(given)
    throw new Error(`Vedette at ${this.#url.origin} refused: ${data?.message ?? `status ${response.status}`}`)
  }
}
