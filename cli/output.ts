import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { BadInput } from '../engine/errors.ts'
import { reasonOf } from './reason.ts'

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

/** Appends to a file, made readable by its owner alone. @throws BadInput where it cannot be written */
export async function fileOutput(path: string): Promise<Output> {
  const file = await open(path, 'a', 0o600).catch((error: unknown) => {
    throw new BadInput(`Cannot write to ${path}: ${reasonOf(error)}.`)
  })
  return {
    write: (data) => file.appendFile(data),
    async close() {
      await file.sync().catch(() => undefined)
      await file.close()
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
