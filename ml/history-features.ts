import type { LogEvent } from '../contract/event.ts'
import { firstStep } from './profile/facts.ts'
import type { Read } from './profile/grams.ts'
import type { SiteProfile } from './profile/index.ts'

/** Features of history, in the order of `features.ts`. */
export const historyFeatures = 8
const highest = 40

const rarity = (of: number, among: number): number => Math.min(Math.max(0, among - of), highest)

/** Writes the features that compare a request with the history of its site; all are 0 where there is none. */
export function extractHistoryFeatures(
  event: LogEvent,
  read: Read,
  profile: SiteProfile,
  out: Float32Array,
  offset: number,
): void {
  if (profile.requests === 0) {
    out.fill(0, offset, offset + historyFeatures)
    return
  }
  const { facts, never } = profile
  facts.read(event)
  const path = profile.fact(facts.path)
  out[offset] = rarity(path, never)
  out[offset + 1] = rarity(profile.fact(facts.status), path)
  const { lengthBucket, sizeBucket } = facts
  out[offset + 2] = lengthBucket < firstStep ? 0 : rarity(profile.fact(facts.lengthKey(lengthBucket)), path)
  out[offset + 3] = sizeBucket < firstStep ? 0 : rarity(profile.fact(facts.sizeKey(sizeBucket)), path)
  out[offset + 4] = rarity(profile.fact(facts.agent), never)
  let [rarestName, oddestValue] = [0, 0]
  for (let i = 0; i < facts.parameters; i++) {
    const name = profile.fact(facts.names[i] ?? 0)
    rarestName = Math.max(rarestName, never - name)
    oddestValue = Math.max(oddestValue, name - profile.fact(facts.values[i] ?? 0))
  }
  out[offset + 5] = Math.min(rarestName, highest)
  out[offset + 6] = Math.min(oddestValue, highest)
  out[offset + 7] = gramRarity(read, profile)
}

function gramRarity({ grams, count }: Read, profile: SiteProfile): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += profile.gram(grams[i] ?? 0)
  return rarity(sum / count, profile.never)
}
