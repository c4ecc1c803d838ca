import { setPriority } from 'node:os'

/** Higher is later: who waits for an answer goes first, and so does the web server beside. */
const niceness = { examining: 10, training: 15 } as const

/** Lets other threads go before this one. Linux alone has a priority for each; elsewhere it would be the whole process's. */
export function letOthersGoFirst(work: keyof typeof niceness): void {
  if (process.platform === 'linux') setPriority(niceness[work])
}
