/**
 * How a profile lies in memory, in a file and between threads: a head of 16 bytes, then two tables of counts, one for
 * pieces of text and one for facts. Each table has two rows; a key has a cell in both, and the smaller one counts.
 */
export const version = 1
export const headBytes = 16
/** 32-bit places in the head */
export const head = { version: 0, seed: 1, requests: 2 } as const

/** Cells of one row; powers of two. */
export const gramCells = 1 << 15
export const factCells = 1 << 16
export const gramsAt = headBytes
export const factsAt = gramsAt + 2 * gramCells
/** 192 KB */
export const profileBytes = factsAt + 2 * factCells

/**
 * Keys written into a table: a quarter of a row's cells. A key that was never counted finds both of its cells taken by
 * others in at most one case of twenty, and then reads the smaller of the two counts.
 */
export const mostGrams = gramCells / 4
export const mostFacts = factCells / 4

/** The two cells of a piece of text. */
export const firstGramCell = (hash: number): number => gramsAt + (hash >>> 17)
export const secondGramCell = (hash: number): number => gramsAt + gramCells + (hash & (gramCells - 1))
/** Pieces are small numbers: the seed is mixed in here. */
export const gramHash = (gram: number, seed: number): number => {
  const h = Math.imul(gram ^ seed, 0x9e3779b1)
  const g = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  return g ^ (g >>> 13)
}

/** The two cells of a fact. */
export const firstFactCell = (key: number): number => factsAt + (key >>> 16)
export const secondFactCell = (key: number): number => factsAt + factCells + (key & (factCells - 1))
