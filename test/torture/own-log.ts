import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FailedToken } from '../../engine/inputs/input.ts'
import { OwnLogInput } from '../../engine/inputs/own-log-input.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogWriter, type WriterOptions } from '../../engine/sealed-log/writer.ts'
import { examinerWith } from '../pipeline/examiner-with.ts'

/** A sealed log in a folder of its own, with a reader whose positions are kept as the store keeps them. */
export class OwnLog {
  readonly dir: string
  readonly #key = generateKey()
  keyring = new Keyring([this.#key])
  readonly #stored = new Map<string, string>()
  readonly lines: string[] = []
  readonly broken: FailedToken[] = []
  readonly failed: FailedToken[] = []

  constructor(dir = mkdtempSync(join(tmpdir(), 'vedette-chain-'))) {
    this.dir = dir
  }

  get key(): string {
    return this.#key
  }

  /** What was broken, without the segment's name. */
  get reasons(): string[] {
    return this.broken.map(({ reason }) => reason.replace(/^sealed-\d+\.log: /, ''))
  }

  /** Each line in a token of its own. */
  async write(lines: readonly string[], options: WriterOptions = {}): Promise<void> {
    const writer = SealedLogWriter.open(this.dir, this.keyring, options)
    for (const line of lines) await writer.append({ v: 1, source: 1, at: 0 }, [line])
    await writer.close()
  }

  segment(number = 1): string {
    return join(this.dir, `sealed-${String(number).padStart(6, '0')}.log`)
  }

  get segments(): string[] {
    return readdirSync(this.dir).sort((a, b) => (a < b ? -1 : 1))
  }

  tokens(number = 1): string[] {
    return readFileSync(this.segment(number), 'latin1').split('\n').slice(0, -1)
  }

  /** Puts other tokens into a segment, as someone with access to the file can. */
  tamper(change: (tokens: string[]) => readonly string[], number = 1): void {
    const tokens = change(this.tokens(number))
    writeFileSync(this.segment(number), tokens.map((token) => `${token}\n`).join(''))
  }

  /** Reads on from where the last reading ended, with a reader of its own, until nothing new comes. */
  async read(maxBytes = 100_000, readings = 10_000): Promise<void> {
    const input = new OwnLogInput(
      this.dir,
      (name) => {
        const value = this.#stored.get(name)
        return value === undefined ? undefined : JSON.parse(value)
      },
      1,
    )
    const examiner = examinerWith(this.keyring)
    for (let quiet = 0, reading = 0; quiet < 2 && reading < readings; reading++) {
      const { batch, open } = await input.read(maxBytes)
      const chunk = open(await examiner.examine(batch))
      quiet = chunk.tokens.size === 0 && !chunk.broken?.length ? quiet + 1 : 0
      this.lines.push(...chunk.lines.map(({ text }) => text))
      this.broken.push(...(chunk.broken ?? []))
      this.failed.push(...chunk.failed)
      if (quiet === 0) for (const [name, value] of chunk.positions) this.#stored.set(name, value)
    }
    await input.close()
  }

  remove(): void {
    rmSync(this.dir, { recursive: true })
  }
}

/** 'line 1' … 'line n' */
export const numbered = (to: number, from = 1): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`)
