import { Examiner } from '../../engine/pipeline/index.ts'
import type { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SiteProfile } from '../../ml/profile/index.ts'

/** Opens and parses alone: what reads a log asks for no findings and no scores. */
export const examinerWith = (keyring: Keyring): Examiner =>
  new Examiner({
    keyring,
    match: () => [],
    scorer: { profile: SiteProfile.empty, score: async (_, count) => new Float32Array(count) },
  })
