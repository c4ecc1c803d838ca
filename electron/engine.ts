import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import { HostAnswer, type HostMessage } from '../engine/host-message.ts'

/** An engine that ends sooner after its start than this would only end again. */
const worthRestartingMs = 30_000
const closeWithinMs = 15_000

export interface EngineProcessOptions {
  /** the built engine-process.ts */
  readonly entry: string
  /** told by message, as the key in it must not show in a list of processes */
  readonly open: Extract<HostMessage, { kind: 'open' }>
  /** hears, in one sentence, that there is no engine and will be none */
  readonly onFailed: (sentence: string) => void
  /** hears that the engine ended by itself and a new one runs: ports to the old one are dead */
  readonly onRestarted: () => void
}

/** The engine in a process of its own, which a crash of a page does not touch. */
export class EngineProcess {
  readonly #options: EngineProcessOptions
  #process: UtilityProcess
  #startedAt = 0
  #isClosing = false
  readonly #ended = Promise.withResolvers<void>()

  constructor(options: EngineProcessOptions) {
    this.#options = options
    this.#process = this.#start()
  }

  #start(): UtilityProcess {
    this.#startedAt = Date.now()
    const started = utilityProcess.fork(this.#options.entry, [], { serviceName: 'Vedette engine' })
    started.on('message', (data: unknown) => {
      const answer = HostAnswer.parse(data)
      if (answer.kind === 'failed') this.#fail(answer.sentence)
    })
    started.on('exit', () => this.#onExit())
    started.postMessage(this.#options.open)
    return started
  }

  #onExit(): void {
    if (this.#isClosing) this.#ended.resolve()
    else if (Date.now() - this.#startedAt < worthRestartingMs) {
      this.#fail(
        'The engine ended right after its start. What was sealed is safe; try to start Vedette again.',
      )
    } else {
      this.#process = this.#start()
      this.#options.onRestarted()
    }
  }

  #fail(sentence: string): void {
    this.#isClosing = true
    this.#ended.resolve()
    this.#options.onFailed(sentence)
  }

  /** A fresh port to the contract. Calls made before the engine is open wait for it. */
  connect(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain()
    const message: HostMessage = { kind: 'connect' }
    this.#process.postMessage(message, [port1])
    return port2
  }

  /** Lets the engine finish its batch and close its files. One that does not answer is ended: it loses nothing. */
  async close(): Promise<void> {
    if (this.#isClosing) return this.#ended.promise
    this.#isClosing = true
    const message: HostMessage = { kind: 'close' }
    this.#process.postMessage(message)
    const impatience = setTimeout(() => this.#process.kill(), closeWithinMs)
    await this.#ended.promise
    clearTimeout(impatience)
  }
}
