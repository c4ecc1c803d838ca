import { FernetError } from '../engine/sealed-log/fernet.ts'
import type { Keyring } from '../engine/sealed-log/keyring.ts'
import type { Input } from './input.ts'
import { linesOf, type NumberedLine, textOf } from './lines.ts'
import { looksSealed, openLines } from './sealed-input.ts'

/** A log line to be analysed. */
export interface LogLine {
  /** line of the file it came from, from 1; lines of one token share it */
  readonly number: number
  readonly text: string
  /** epoch milliseconds */
  readonly arrival: number
}

export interface LogLineOptions {
  /** asked once, when the input turns out to be sealed. @throws BadInput where there is no key */
  readonly keyring: () => Keyring
  readonly onRead: (bytes: number) => void
  /** a token that does not open */
  readonly onFailure: (line: number, error: FernetError) => void
}

/** The lines of a plain or sealed input, told apart by its first line that is not empty. Empty lines are left out. */
export async function* logLines(input: Input, options: LogLineOptions): AsyncGenerator<LogLine[], void> {
  let keyring: Keyring | undefined
  let isKnown = false
  for await (const lines of linesOf(input.chunks(options.onRead))) {
    const first = isKnown ? undefined : lines.find(({ bytes }) => bytes.length > 1)
    if (first) {
      isKnown = true
      if (looksSealed(first.bytes)) keyring = options.keyring()
    }
    yield keyring
      ? openedLines(keyring, lines, input, options)
      : lines
          .map(({ number, bytes }) => ({ number, text: textOf(bytes), arrival: input.written }))
          .filter(({ text }) => text !== '')
  }
}

function openedLines(
  keyring: Keyring,
  lines: readonly NumberedLine[],
  input: Input,
  { onFailure }: LogLineOptions,
): LogLine[] {
  return openLines(keyring, lines).flatMap(({ number, plain, arrival = input.written }) => {
    if (plain instanceof FernetError) {
      onFailure(number, plain)
      return []
    }
    return plain
      .toString('utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => ({ number, text: text.replace(/\r$/, ''), arrival }))
  })
}
