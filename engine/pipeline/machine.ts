import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { createSignatureMatching } from '../../detectors/index.ts'
import type { Scorer } from '../../ml/scorer.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { Examiner } from './examine.ts'
import { Examiners } from './threads.ts'

/** The stateful half keeps up with so many threads of the other. */
const mostThreads = 3

/**
 * Examiners with a thread for each core of this machine but one, which the stateful half has.
 */
export function examinersOfMachine(scorer: Scorer, keyring?: Keyring): Examiners {
  return new Examiners({
    keys: keyring?.texts ?? [],
    table: scorer.table,
    profile: scorer.profile,
    threads: Math.min(availableParallelism() - 1, mostThreads),
    local: new Examiner({
      keyring,
      match: createSignatureMatching(),
      scorer,
      withEvents: true,
      rest: setImmediate,
    }),
  })
}
