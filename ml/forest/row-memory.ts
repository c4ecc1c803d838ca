import { mix } from '../profile/hash.ts'
import type { Walk } from './walk.ts'

/** Rows remembered with their scores, by hash: a power of two. */
const places = 2048

/**
 * A walk that remembers rows: half of a site's requests or more have exactly the features of one shortly before, and
 * then its score. A row is compared in full, so scores are those of the walk.
 */
export function withMemory(walk: Walk, width: number): Walk {
  const known = new Int32Array(places * width)
  const scoreAt = new Float32Array(places).fill(Number.NaN)
  /** by place: which of the rows to be walked now stands there, + 1; 0 where it has a score */
  const waitingAt = new Int32Array(places)

  return (rows, count) => {
    const bits = new Int32Array(rows.buffer, rows.byteOffset, count * width)
    const scores = new Float32Array(count)
    const [toWalk, placeOf] = [new Float32Array(count * width), new Int32Array(count)]
    /** by row: which of the rows to be walked has its score, + 1 */
    const from = new Int32Array(count)
    let walked = 0
    for (let row = 0; row < count; row++) {
      const place = hashOf(bits, row * width, width) & (places - 1)
      const waiting = waitingAt[place] ?? 0
      const isKnown = waiting > 0 || !Number.isNaN(scoreAt[place] ?? Number.NaN)
      if (isKnown && isSame(known, place * width, bits, row * width, width)) {
        if (waiting > 0) from[row] = waiting
        else scores[row] = scoreAt[place] ?? 0
        continue
      }
      known.set(bits.subarray(row * width, (row + 1) * width), place * width)
      toWalk.set(rows.subarray(row * width, (row + 1) * width), walked * width)
      placeOf[walked] = place
      from[row] = waitingAt[place] = ++walked
    }
    const found = walk(toWalk, walked)
    for (let i = 0; i < walked; i++) {
      const place = placeOf[i] ?? 0
      // Another row may have taken the place since.
      if (waitingAt[place] !== i + 1) continue
      scoreAt[place] = found[i] ?? 0
      waitingAt[place] = 0
    }
    for (let row = 0; row < count; row++) if (from[row]) scores[row] = found[(from[row] ?? 0) - 1] ?? 0
    return scores
  }
}

function hashOf(bits: Int32Array, at: number, width: number): number {
  let hash = 0
  for (let i = at; i < at + width; i++) hash = mix(hash, bits[i] ?? 0)
  return hash
}

function isSame(a: Int32Array, atA: number, b: Int32Array, atB: number, width: number): boolean {
  for (let i = 0; i < width; i++) if (a[atA + i] !== b[atB + i]) return false
  return true
}
