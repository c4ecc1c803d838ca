import type { LogEvent } from '../../contract/event.ts'
import { extractFeatures } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import type { SiteProfile } from '../../ml/profile/index.ts'

/** A request as a model with this profile sees it: `features.length` numbers. */
export function rowOf(event: LogEvent, profile: SiteProfile): Float32Array {
  const row = new Float32Array(features.length)
  extractFeatures(event, profile, row, 0)
  return row
}
