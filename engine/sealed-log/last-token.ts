import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { endOfLastLine } from '../collectors/last-line.ts'
import { decodeFrame } from './frame.ts'
import type { Keyring } from './keyring.ts'
import { type ChainEnd, tagOf } from './link.ts'
import { segmentName, segmentNumbers } from './segments.ts'

/** The last token of a log; `n` is 0 where it has no link, absent where it does not open. */
export type LastToken = Omit<ChainEnd, 'n'> & { readonly n?: number }

/** The last token that stands in the segments of a folder. */
export async function lastToken(dir: string, keyring: Keyring): Promise<LastToken> {
  for (const segment of (await segmentNumbers(dir)).reverse()) {
    const handle = await open(join(dir, segmentName(segment)), 'r')
    try {
      const end = await endOfLastLine(handle, (await handle.stat()).size)
      if (end > 0) return { ...(await tokenBefore(handle, end, keyring)), segment }
    } finally {
      await handle.close()
    }
  }
  return { n: 0, first: 1, tag: '', segment: 0 }
}

async function tokenBefore(
  handle: FileHandle,
  end: number,
  keyring: Keyring,
): Promise<Omit<LastToken, 'segment'>> {
  const start = await endOfLastLine(handle, end - 1)
  const bytes = Buffer.alloc(end - 1 - start)
  await handle.read(bytes, 0, bytes.length, start)
  const token = bytes.toString('latin1').trim()
  const tag = tagOf(token)
  try {
    const { link } = decodeFrame(keyring.open(token).toString('utf8')).header
    return { n: link?.n ?? 0, first: link?.first ?? 1, tag }
  } catch {
    return { first: 1, tag }
  }
}
