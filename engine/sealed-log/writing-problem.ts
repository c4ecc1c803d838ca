const full = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** What a failed write to the sealed log means for the user, in one sentence. */
export function writingProblem(dir: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  const isFull = error instanceof Error && 'code' in error && full.has(error.code)
  return isFull
    ? `The disk has no room for the sealed log in ${dir} (${reason}): lines wait in their files, and are read on by themselves once there is room.`
    : `The sealed log in ${dir} cannot be written (${reason}): lines wait in their files, and it is tried again every few seconds.`
}
