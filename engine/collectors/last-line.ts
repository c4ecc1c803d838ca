import type { FileHandle } from 'node:fs/promises'

/** Byte offset behind the last line feed before `size`; 0 where there is none. */
export async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const window = Buffer.alloc(64 * 1024)
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - window.length)
    const { bytesRead } = await handle.read(window, 0, end - start, start)
    const at = window.subarray(0, bytesRead).lastIndexOf(0x0a)
    if (at !== -1) return start + at + 1
    end = start
  }
  return 0
}
