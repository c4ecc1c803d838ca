import type { Database } from '../database.ts'
import { Blocks } from './blocks.ts'
import { Kinds } from './kinds.ts'
import { Origins } from './origins.ts'
import { Packs } from './packs.ts'

/** What a connection keeps in memory of the tallies it has read. */
export interface Tallies {
  readonly db: Database
  readonly origins: Origins
  readonly kinds: Kinds
  readonly packs: Packs
  readonly blocks: Blocks
}

const byConnection = new WeakMap<Database, Tallies>()

/** The memory that belongs to a connection; it goes with it. */
export function talliesOf(db: Database): Tallies {
  const known = byConnection.get(db)
  if (known) return known
  const packs = new Packs(db)
  const tallies = {
    db,
    origins: new Origins(db),
    kinds: new Kinds(db),
    packs,
    blocks: new Blocks(packs),
  }
  byConnection.set(db, tallies)
  return tallies
}
