import { createHash } from 'node:crypto'
import { z } from 'zod'

/** The first bytes of a file, as far as it had any: with the inode they tell which file it is. */
const Head = z.object({ length: z.number().int().nonnegative(), sha256: z.string() })
export type Head = z.infer<typeof Head>

/** Bytes a head covers at most: a line or two, whose times no other log shares. */
export const headBytes = 256

export const headOf = (bytes: Uint8Array): Head => ({
  length: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('base64url'),
})

/**
 * How far a file was read, and which file: device and inode, and a digest of its first bytes, because inodes are
 * used again and files are copied over.
 */
export const TailPosition = z.object({
  dev: z.number(),
  ino: z.number(),
  head: Head,
  /** bytes read: the next line begins here */
  offset: z.number().int().nonnegative(),
})
export type TailPosition = z.infer<typeof TailPosition>
