import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { longestToken, OpenFile } from '../../collectors/open-file.ts'
import { rotatedPaths } from '../../collectors/rotated.ts'
import { segmentName, segmentNumbers } from '../../sealed-log/segments.ts'
import type { Traffic } from './task.ts'

const readBytes = 512 * 1024

/** A file with one token a line. */
export interface TokenFile {
  readonly path: string
  /** bytes it had when the reading began: what is written to it later is not read */
  readonly size: number
  /** when it was last written, epoch milliseconds: the arrival of lines that name none themselves */
  readonly written: number
  readonly keys: readonly string[]
  /** of a foreign file; frames of the own log name theirs */
  readonly sourceId: number | undefined
}

/**
 * The files that may hold wanted requests: segments of the own log in their order, then each foreign file with those
 * that were rotated away beside it, oldest first. A file last written before the period began holds none of it.
 */
export async function tokenFiles({ sealedDir, keys, files, from, sources }: Traffic): Promise<TokenFile[]> {
  const wanted = new Set(sources.map(({ id }) => id))
  const segments = (await segmentNumbers(sealedDir)).map((number) => join(sealedDir, segmentName(number)))
  const all: Omit<TokenFile, 'size' | 'written'>[] = segments.map((path) => ({
    path,
    keys,
    sourceId: undefined,
  }))
  for (const { path, keys: own, sourceId } of files) {
    if (!wanted.has(sourceId)) continue
    for (const part of [...(await rotatedPaths(path)), path]) all.push({ path: part, keys: own, sourceId })
  }
  const found: TokenFile[] = []
  for (const file of all) {
    const stats = await stat(file.path).catch(() => undefined)
    if (!stats?.isFile() || (from !== undefined && stats.mtimeMs < from)) continue
    found.push({ ...file, size: stats.size, written: stats.mtimeMs })
  }
  return found
}

/** The tokens of a file in pieces, with the bytes read so far. One that is gone meanwhile has none. */
export async function* tokensOf({
  path,
  size,
}: TokenFile): AsyncGenerator<{ tokens: string[]; bytes: number }> {
  const file = await OpenFile.open(path, 0)
  if (!file) return
  try {
    for (;;) {
      const { lines, notice } = await file.readLines(size, readBytes, longestToken)
      if (lines.length === 0 && notice === undefined) break
      yield { tokens: lines.flatMap(({ text }) => text || []), bytes: file.position.offset }
    }
  } finally {
    await file.close()
  }
}
