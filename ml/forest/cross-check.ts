import type { Ensemble } from '../onnx/ensemble.ts'

/** How far a score may lie from ONNX Runtime's. */
export const tolerance = 1e-5
const checkedRows = 256

/**
 * Rows to compare a walk with ONNX Runtime on: every number is zero, a threshold of its feature or its neighbour just
 * above it, or lies between two thresholds, where trees part. The same rows for the same model.
 */
export function checkRows(ensemble: Ensemble, width: number): Float32Array {
  const thresholds = Array.from({ length: width }, (): number[] => [0])
  ensemble.features.forEach((feature, i) => {
    const threshold = ensemble.thresholds[i] ?? 0
    if (!ensemble.isLeaf[i] && threshold >= 0) thresholds[feature]?.push(threshold)
  })
  let state = 1
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const rows = new Float32Array(checkedRows * width)
  const bits = new Int32Array(rows.buffer)
  for (let i = 0; i < rows.length; i++) {
    const ofFeature = thresholds[i % width] ?? [0]
    const chosen = ofFeature[random(ofFeature.length)] ?? 0
    const kind = random(4)
    rows[i] = kind < 2 ? chosen : (chosen + (ofFeature[random(ofFeature.length)] ?? 0)) / 2
    if (kind === 1) bits[i] = (bits[i] ?? 0) + 1
  }
  return rows
}

/** The largest distance between two lists of scores. */
export function distance(a: Float32Array, b: Float32Array): number {
  let largest = a.length === b.length ? 0 : Number.POSITIVE_INFINITY
  for (let i = 0; i < a.length; i++) {
    const between = Math.abs((a[i] ?? 0) - (b[i] ?? 0))
    if (!(between <= largest)) largest = between
  }
  return largest
}
