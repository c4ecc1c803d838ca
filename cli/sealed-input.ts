import { FernetError } from '../engine/sealed-log/fernet.ts'
import { decodeFrame, isFrame } from '../engine/sealed-log/frame.ts'
import type { Keyring } from '../engine/sealed-log/keyring.ts'
import type { NumberedLine } from './lines.ts'

/** A token of a sealed file: the lines in it, or why it does not open. */
export interface OpenedToken {
  /** line of the sealed file, from 1 */
  readonly number: number
  /** plain text without a final line feed, the header of Vedette's own frames left out */
  readonly plain: Buffer | FernetError
  /** when Vedette sealed it, epoch milliseconds; absent for foreign tokens */
  readonly arrival?: number
}

/** The version byte and the first bytes of any time before the year 2106, in base64. */
export const looksSealed = (line: Buffer): boolean =>
  /^\s*gAAAA[\w-]+={0,2}\s*$/.test(line.toString('latin1'))

/** Opens the lines of a sealed file; empty lines are passed over. */
export function openLines(keyring: Keyring, lines: readonly NumberedLine[]): OpenedToken[] {
  const filled = lines
    .map(({ number, bytes }) => ({ number, token: bytes.toString('latin1').trim() }))
    .filter(({ token }) => token !== '')
  const opened = keyring.openAll(filled.map(({ token }) => token))
  return filled.map(({ number }, i) => {
    const plain = opened[i] ?? new FernetError('malformed', 'The token could not be read.')
    return plain instanceof FernetError ? { number, plain } : { number, ...withoutHeader(plain) }
  })
}

const lineFeed = 0x0a

function withoutHeader(plain: Buffer): { plain: Buffer; arrival?: number } {
  if (isFrame(plain.toString('latin1', 0, 16))) {
    try {
      const { header } = decodeFrame(plain.toString('utf8'))
      return { plain: plain.subarray(plain.indexOf(lineFeed) + 1), arrival: header.at }
    } catch {
      // A foreign line that only begins like a frame.
    }
  }
  return { plain: plain.at(-1) === lineFeed ? plain.subarray(0, -1) : plain }
}
