/** What a stage does to a part of its items; waits where it has to. */
export type Run<T> = (items: readonly T[]) => unknown

export interface Figure {
  readonly perSecond: number
  readonly plainPerSecond: number
  readonly ratio: number
}

export interface Stage<T> {
  readonly items: readonly T[]
  /** items of one turn of each: ours is given more, as it is faster */
  readonly slice?: { readonly ours: number; readonly plain: number }
  readonly ours: Run<T>
  readonly plain: Run<T>
  /**
   * What a second is: of processor time, which another program cannot take away, or on the clock where threads work
   * side by side.
   */
  readonly time?: 'processor' | 'clock'
}

const clocks = {
  processor: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  clock: () => performance.now(),
}

/** What nine turns in ten do not reach: whatever else the machine does can only slow a turn down. */
const undisturbed = (rates: readonly number[]): number =>
  rates.toSorted((a, b) => a - b)[Math.floor(0.9 * rates.length)] ?? 0

/** Beside other programs a turn may take so many times as long on the clock as in processor time, and no more. */
const mostWaiting = 3
const fewestTurns = 4

/**
 * Items a second of both, by turns for about `seconds` of the stage's own time, so that a machine that slows down slows
 * both. Before that both are warmed: their code is compiled, and ours has met all items once, as far as a stage's time
 * allows. Without it, what is measured depends on how busy the machine is.
 */
export async function compare<T>(stage: Stage<T>, seconds: number): Promise<Figure> {
  const { items, slice = { ours: 1024, plain: 64 }, time = 'processor' } = stage
  const now = clocks[time]
  const rates: { ours: number[]; plain: number[] } = { ours: [], plain: [] }
  const met = { ours: 0, plain: 0 }
  const turn = async (which: 'ours' | 'plain'): Promise<void> => {
    const start = met[which] % items.length
    const part = items.slice(start, start + slice[which])
    met[which] += part.length
    const begun = now()
    await stage[which](part)
    rates[which].push((part.length * 1000) / (now() - begun))
  }
  /** Tells whether so many seconds are left. */
  const timer = (limit: number): (() => boolean) => {
    const [begun, begunOnClock] = [now(), performance.now()]
    return () => now() - begun < limit * 1000 && performance.now() - begunOnClock < mostWaiting * limit * 1000
  }
  const [isEarly, isTimeForAll] = [timer(seconds / 4), timer(seconds)]
  while (isEarly() || (met.ours < items.length && isTimeForAll())) await turn('ours')
  const isEarlyForPlain = timer(seconds / 4)
  while (isEarlyForPlain()) await turn('plain')
  rates.ours = []
  rates.plain = []
  const isTimeLeft = timer(seconds)
  while (isTimeLeft() || rates.ours.length < fewestTurns) {
    await turn('ours')
    await turn('plain')
  }
  const [perSecond, plainPerSecond] = [undisturbed(rates.ours), undisturbed(rates.plain)]
  return {
    perSecond: Math.round(perSecond),
    plainPerSecond: Math.round(plainPerSecond),
    ratio: Math.round((100 * perSecond) / plainPerSecond) / 100,
  }
}
