import { FileTail, TailPosition } from '../collectors/file-tail.ts'
import { longestToken } from '../collectors/open-file.ts'
import { FernetError } from '../sealed-log/fernet.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import {
  type Chunk,
  type Committed,
  type FailedToken,
  failureSentence,
  type Input,
  type InputLine,
} from './input.ts'

export interface SealedFile {
  readonly sourceId: number
  readonly path: string
  readonly from: 'beginning' | 'end'
}

/** A foreign file with one Fernet token a line, each token one line or several, tailed as it is. */
export class SealedFileInput implements Input {
  readonly name: string
  readonly #file: SealedFile
  readonly #keyring: Keyring
  readonly #committed: Committed
  #tail: FileTail

  constructor(file: SealedFile, keyring: Keyring, committed: Committed) {
    this.name = `sealed:${file.sourceId}`
    this.#file = file
    this.#keyring = keyring
    this.#committed = committed
    this.#tail = this.#open()
  }

  #open(): FileTail {
    const position = this.#committed(this.name)
    return new FileTail(this.#file.path, position === undefined ? undefined : TailPosition.parse(position), {
      from: this.#file.from,
      longest: longestToken,
    })
  }

  async rewind(): Promise<void> {
    await this.#tail.close()
    this.#tail = this.#open()
  }

  async close(): Promise<void> {
    await this.#tail.close()
  }

  async read(maxBytes: number): Promise<Chunk> {
    const { sourceId } = this.#file
    const read = await this.#tail.read(maxBytes)
    const filled = read.lines.filter(({ text }) => text.length > 0)
    const opened = this.#keyring.openAll(filled.map(({ text }) => text.toString()))
    const arrival = Date.now()
    const lines: InputLine[] = []
    const failed: FailedToken[] = []
    opened.forEach((plain, i) => {
      const offset = filled[i]?.offset ?? 0
      if (plain instanceof FernetError) failed.push({ sourceId, offset, reason: failureSentence(plain) })
      else {
        for (const text of plain.toString('utf8').replace(/\n$/, '').split('\n')) {
          lines.push({ text, sourceId, arrival, offset })
        }
      }
    })
    return {
      lines,
      failed,
      tokens: new Map(filled.length > 0 ? [[sourceId, filled.length]] : []),
      positions: new Map(read.position ? [[this.name, JSON.stringify(read.position)]] : []),
      offset: read.position?.offset ?? 0,
      size: read.size,
      state: read.state,
      notice: read.notice,
    }
  }
}
