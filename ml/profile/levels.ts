/** Steps an octave of a count has in a profile: a byte holds counts up to 2^31. */
const steps = 8

/** The byte that stands for a count. */
export const codeOf = (count: number): number => Math.min(255, Math.round(steps * Math.log2(count + 1)))

/** The count that a byte stands for. */
const countOf = (code: number): number => Math.round(2 ** (code / steps) - 1)

/** log2(count + 1) by byte. */
export const levels = Float64Array.from({ length: 256 }, (_, code) => code / steps)

/** log2(count + 1) by byte, with one request less: what the others say of a request that was counted itself. */
export const levelsOfOthers = Float64Array.from({ length: 256 }, (_, code) =>
  code === 0 ? 0 : Math.log2(Math.max(0, countOf(code) - 1) + 1),
)
