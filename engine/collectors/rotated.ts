import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { OpenFile } from './open-file.ts'
import type { TailPosition } from './tail-position.ts'

/** What logrotate and its like append: `.1`, `-20261121`, `.20261121-0912`. Compressed files are passed over. */
const rotatedSuffix = /^[.-]\d[\d-]*$/

/** A copy is told by its first bytes alone: fewer could be shared by chance. */
const leastHead = 64

interface Sibling {
  readonly path: string
  readonly dev: number
  readonly ino: number
  readonly modified: number
}

/** Rotated files beside `path`, the one written to last first. */
async function rotatedFiles(path: string): Promise<Sibling[]> {
  const name = basename(path)
  const names = await readdir(dirname(path)).catch(() => [])
  const siblings: Sibling[] = []
  for (const other of names) {
    if (!other.startsWith(name) || !rotatedSuffix.test(other.slice(name.length))) continue
    const file = join(dirname(path), other)
    const stats = await stat(file).catch(() => undefined)
    if (stats?.isFile())
      siblings.push({ path: file, dev: stats.dev, ino: stats.ino, modified: stats.mtimeMs })
  }
  return siblings.sort((a, b) => b.modified - a.modified)
}

/** The files rotated away beside `path`, the oldest first. */
export const rotatedPaths = async (path: string): Promise<string[]> =>
  (await rotatedFiles(path)).reverse().map((sibling) => sibling.path)

/** Opens `path` at `position` where it is that very file and has not shrunk. */
export async function openAt(path: string, position: TailPosition): Promise<OpenFile | undefined> {
  return openIf(path, position, (now) => now.ino === position.ino && now.dev === position.dev)
}

/** The file of `position` under the name it was rotated to. */
export async function openRenamed(path: string, position: TailPosition): Promise<OpenFile | undefined> {
  for (const sibling of await rotatedFiles(path)) {
    const file = await openAt(sibling.path, position)
    if (file) return file
  }
  return undefined
}

/** The copy that was made of the file of `position` before it was cut short (logrotate's copytruncate). */
export async function openCopy(path: string, position: TailPosition): Promise<OpenFile | undefined> {
  if (position.head.length < leastHead) return undefined
  for (const sibling of await rotatedFiles(path)) {
    const file = await openIf(sibling.path, position, () => true)
    if (file) return file
  }
  return undefined
}

/** The file that was rotated next after `finished`: there are several when Vedette did not run for a while. */
export async function openNextRotated(path: string, finished: OpenFile): Promise<OpenFile | undefined> {
  const { mtimeMs } = await finished.stat()
  const { dev, ino } = finished.position
  const later = (await rotatedFiles(path)).filter(
    (sibling) => sibling.modified > mtimeMs && !(sibling.ino === ino && sibling.dev === dev),
  )
  const next = later.at(-1)
  return next && OpenFile.open(next.path, 0)
}

async function openIf(
  path: string,
  position: TailPosition,
  isWanted: (now: TailPosition) => boolean,
): Promise<OpenFile | undefined> {
  const file = await OpenFile.open(path, position.offset)
  if (!file) return undefined
  const { size } = await file.stat()
  if (isWanted(file.position) && size >= position.offset && (await file.beginsWith(position.head)))
    return file
  await file.close()
  return undefined
}
