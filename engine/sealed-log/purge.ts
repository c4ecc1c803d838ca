import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { EpochMs } from '../../contract/event.ts'
import { segmentName, segmentNumbers } from './segments.ts'

/** Removes segments last written before `before` that the engine has read past. Answers how many. */
export async function purgeSegments(dir: string, before: EpochMs, readingSegment: number): Promise<number> {
  let removed = 0
  for (const number of await segmentNumbers(dir)) {
    if (number >= readingSegment) break
    const file = join(dir, segmentName(number))
    if ((await stat(file)).mtimeMs >= before) break
    await rm(file)
    removed++
  }
  return removed
}
