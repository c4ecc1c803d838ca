import type { Database } from '../database.ts'
import { Blocks } from './blocks.ts'
import type { Summed } from './count.ts'
import { Kept } from './kept.ts'
import { Kinds } from './kinds.ts'
import { Origins } from './origins.ts'
import { Packs } from './packs.ts'
import type { PlaceCounts } from './place-counts.ts'
import { Rows } from './rows.ts'
import { Searches } from './searches.ts'
import { SettledSums } from './settled.ts'

/** Memory the joined tallies may take: of five million alerts in a month all levels a console asks for. */
const keptBytes = 128 * 1024 * 1024

/** Memory the sums of late questions may take, of each sort. */
const keptSumBytes = 4 * 1024 * 1024

/** What a connection keeps in memory of the tallies it has read. */
export interface Tallies {
  readonly db: Database
  readonly origins: Origins
  readonly kinds: Kinds
  readonly packs: Packs
  readonly blocks: Blocks
  readonly searches: Searches
  readonly rows: Rows
  readonly counted: SettledSums<Summed>
  readonly placed: SettledSums<PlaceCounts>
}

const byConnection = new WeakMap<Database, Tallies>()

/** The memory that belongs to a connection; it goes with it. */
export function talliesOf(db: Database): Tallies {
  const known = byConnection.get(db)
  if (known) return known
  const packs = new Packs(db)
  const kinds = new Kinds(db)
  const tallies = {
    db,
    origins: new Origins(db),
    kinds,
    packs,
    blocks: new Blocks(packs, new Kept(keptBytes)),
    searches: new Searches(db, packs),
    rows: new Rows(db, kinds),
    counted: new SettledSums<Summed>(keptSumBytes),
    placed: new SettledSums<PlaceCounts>(keptSumBytes),
  }
  byConnection.set(db, tallies)
  return tallies
}
