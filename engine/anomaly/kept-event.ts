import type { EpochMs, LogEvent } from '../../contract/event.ts'
import { openEvidence } from '../evidence.ts'
import { LineParser } from '../formats/index.ts'
import { FernetError } from '../sealed-log/fernet.ts'
import type { Keyring } from '../sealed-log/keyring.ts'

/** The event of a line that is kept as sealed evidence; undefined where no key opens it any more. */
export function keptEvent(keyring: Keyring, sealed: string, arrival: EpochMs): LogEvent | undefined {
  try {
    const { raw, format } = openEvidence(keyring, sealed)
    return new LineParser(format).parse(raw, arrival)
  } catch (error) {
    if (error instanceof FernetError) return undefined
    throw error
  }
}
