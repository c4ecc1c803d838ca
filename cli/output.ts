import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

export interface Output {
  /** resolves when more may be written */
  write(data: string | Buffer): Promise<void>
  /** resolves when all is written */
  close(): Promise<void>
}

export const standardOutput = (): Output => ({
  async write(data) {
    if (!process.stdout.write(data)) await once(process.stdout, 'drain')
  },
  close: async () => undefined,
})

/** Appends to a file that is its owner's alone. */
export function fileOutput(path: string): Output {
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600, flush: true })
  const done = finished(stream)
  done.catch(() => undefined)
  return {
    async write(data) {
      if (!stream.write(data)) await Promise.race([once(stream, 'drain'), done])
    },
    async close() {
      stream.end()
      await done
    },
  }
}

/** Says something to the user, not to the program that reads the results. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/**
 * Text for a terminal or a pipe as a JSON string: log text is hostile, and control characters in it would be obeyed.
 * Those that JSON leaves as they are (C1, direction marks) are escaped too.
 */
export const quote = (text: string): string => escapeControls(JSON.stringify(text))

export const escapeControls = (json: string): string =>
  json.replace(
    /[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
