import type { LogEvent } from '../../contract/event.ts'
import { extractFeatures } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'

/** A request as the model sees it: `features.length` numbers. */
export function rowOf(event: LogEvent): Float32Array {
  const row = new Float32Array(features.length)
  extractFeatures(event, row, 0)
  return row
}
