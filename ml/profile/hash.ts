/**
 * Seeded hashing of what a site is known by. Not a cryptographic hash: that nobody can aim at the cells of an ordinary
 * path rests on the seed, which is drawn anew for each model and kept in it.
 */
export function hashText(seed: number, text: string, from = 0, to: number = text.length): number {
  let h = seed
  for (let i = from; i < to; i++) h = mix(h, text.charCodeAt(i))
  return finish(h)
}

/** Goes on hashing with one more number. */
export function mix(h: number, value: number): number {
  const m = Math.imul(h ^ value, 0x9e3779b1)
  return m ^ (m >>> 15)
}

/** Spreads a hash over all its bits (the end of MurmurHash3). */
export function finish(h: number): number {
  let m = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  m = Math.imul(m ^ (m >>> 13), 0xc2b2ae35)
  return m ^ (m >>> 16)
}
