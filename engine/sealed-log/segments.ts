import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FileTail, type TailRead } from '../collectors/file-tail.ts'
import { longestToken } from '../collectors/open-file.ts'
import { TailPosition } from '../collectors/tail-position.ts'

export const segmentName = (number: number): string => `sealed-${String(number).padStart(6, '0')}.log`

/** Numbers of the segments in a folder, oldest first; empty where there is no folder. */
export async function segmentNumbers(dir: string): Promise<number[]> {
  const names = await readdir(dir).catch(() => [])
  return names
    .flatMap((name) => {
      const digits = /^sealed-(\d{6,})\.log$/.exec(name)?.[1]
      return digits === undefined ? [] : [Number(digits)]
    })
    .sort((a, b) => a - b)
}

export const SegmentPosition = z.object({
  segment: z.number().int().positive(),
  file: TailPosition.optional(),
})
export type SegmentPosition = z.infer<typeof SegmentPosition>

export type SegmentRead = Omit<TailRead, 'position'> & { readonly position: SegmentPosition | undefined }

/** Reads the segments of Vedette's own sealed log in their order, and goes on as they grow. */
export class SealedLogReader {
  readonly #dir: string
  #position: SegmentPosition | undefined
  #tail: FileTail | undefined

  constructor(dir: string, position?: SegmentPosition) {
    this.#dir = dir
    this.#position = position
  }

  async close(): Promise<void> {
    await this.#tail?.close()
    this.#tail = undefined
  }

  async read(maxBytes: number): Promise<SegmentRead> {
    for (;;) {
      const segment = this.#position?.segment ?? (await segmentNumbers(this.#dir))[0]
      if (segment === undefined) return { lines: [], position: undefined, size: 0, state: 'idle' }
      this.#position ??= { segment }
      this.#tail ??= new FileTail(join(this.#dir, segmentName(segment)), this.#position.file, {
        from: 'beginning',
        longest: longestToken,
      })
      const read = await this.#tail.read(maxBytes)
      this.#position = { segment, ...(read.position && { file: read.position }) }
      if (read.lines.length > 0) return { ...read, position: this.#position }
      const next = (await segmentNumbers(this.#dir)).find((number) => number > segment)
      if (next === undefined) return { ...read, state: 'idle', position: this.#position }
      // A later segment means this one is complete: ask once more, it may have grown between the two looks.
      const rest = await this.#tail.read(maxBytes)
      if (rest.lines.length > 0) {
        this.#position = { segment, ...(rest.position && { file: rest.position }) }
        return { ...rest, position: this.#position }
      }
      await this.close()
      this.#position = { segment: next }
    }
  }
}
