import { z } from 'zod'

/**
 * How far a file was read, and which file: device and inode, and a digest of its first bytes, because inodes are
 * used again and files are copied over.
 */
export const TailPosition = z.object({
  dev: z.number(),
  ino: z.number(),
  head: z.object({ length: z.number().int().nonnegative(), sha256: z.string() }),
  offset: z.number().int().nonnegative(),
})
export type TailPosition = z.infer<typeof TailPosition>
