import type { EpochMs, FormatId, LogEvent } from '../../contract/event.ts'

/** A log format: its page in the register. */
export interface Format {
  readonly id: FormatId
  readonly title: string
  /** a line of it, run as a test */
  readonly example: string
  /** @param arrival when the line was sealed: years that the line leaves out are chosen nearest to it */
  parse(line: string, arrival: EpochMs): LogEvent | undefined
}
