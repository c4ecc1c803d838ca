/**
 * How long the torture is, and the chance behind it. `npm run test:torture` sets VEDETTE_TORTURE=long; every run
 * prints its seed, and VEDETTE_SEED gives one back.
 */
export const isLong = process.env.VEDETTE_TORTURE === 'long'

/** The first in the ordinary tests, the second in the long run. */
export const extent = (bounded: number, long: number): number => (isLong ? long : bounded)

const given = Number(process.env.VEDETTE_SEED)
export const seed = Number.isInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31) + 1

/** For the head of a test file: says which run this was. */
export function sayExtent(what: string): void {
  console.info(
    `${what}: ${isLong ? 'long' : 'bounded'} run, seed ${seed} (again: VEDETTE_SEED=${seed}${isLong ? ' npm run test:torture' : ''})`,
  )
}

/** Milliseconds a test may take in this run. */
export const patience = extent(180_000, 3_600_000)
