const smallYoungHeap = '--max-semi-space-size=2'

/** Buffers from this size on, in bytes, are mapped by themselves and go back to the system when they are freed. */
const mapped = '131072'

/**
 * The C library of most Linux systems gives each thread a heap of its own, and what is freed in one is not used by
 * another: of a server at full speed that held 40 MB. It can be told otherwise only before a program starts, so the
 * program takes its own place once: the same process, arguments and streams. Call it before anything else but
 * `keepCompiled`: what comes in its place then needs no compiler of TypeScript, not even for its first file.
 *
 * The same goes for the room in which a thread of V8 makes its garbage. The first thread only hands answers on, so it
 * gets little: 20 MB less. Threads of the engine have bounds of their own.
 *
 * Left alone the C library raises the size from which it maps a buffer by itself as such buffers are freed; batches then
 * lie among small things and leave holes: 12 MB less without.
 */
export function limitArenas(): void {
  // A channel to the process that started this one would be lost.
  if (process.platform !== 'linux' || process.env.MALLOC_ARENA_MAX !== undefined || process.send) return
  const args = [process.execPath, smallYoungHeap, ...process.execArgv, ...process.argv.slice(1)]
  try {
    process.execve?.(process.execPath, args, {
      ...process.env,
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: mapped,
      MALLOC_TRIM_THRESHOLD_: mapped,
    })
  } catch {
    // Not allowed here: it runs on as it was started.
  }
}
