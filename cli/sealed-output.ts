import { type FileHandle, open } from 'node:fs/promises'
import { BadInput } from '../engine/errors.ts'
import { fileOutput, type Output, standardOutput } from './output.ts'
import { reasonOf } from './reason.ts'

/**
 * Where tokens go: the standard output for `-`, else a file that they are appended to.
 * @throws BadInput where the file holds something else than whole tokens, or cannot be written
 */
export async function sealedOutput(path: string): Promise<Output> {
  if (path === '-') return standardOutput()
  let file: FileHandle | undefined
  try {
    file = await open(path, 'a+', 0o600)
    if (await holdsOtherThanTokens(file)) {
      throw new BadInput(`${path} is no sealed file: name another one, so that nothing in it is spoilt.`)
    }
    return await fileOutput(path)
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput(`Cannot write to ${path}: ${reasonOf(error)}.`)
  } finally {
    await file?.close()
  }
}

async function holdsOtherThanTokens(file: FileHandle): Promise<boolean> {
  const stats = await file.stat()
  if (!stats.isFile() || stats.size === 0) return false
  const ends = Buffer.alloc(6)
  await file.read(ends, 0, 5, 0)
  await file.read(ends, 5, 1, stats.size - 1)
  return ends.toString('latin1') !== 'gAAAA\n'
}
