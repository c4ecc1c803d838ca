import type { Database } from '../database.ts'
import { fromBlob, type Section } from './entries.ts'

/** Memory the packs may take: a month of five million alerts fits. */
const keptBytes = 64 * 1024 * 1024

interface Kept {
  readonly sections: readonly Section[]
  readonly bytes: number
  usedIn: number
}

/** Packs by their id, which is never given twice: what was read once is right for ever. */
export class Packs {
  readonly #read: (id: number) => Buffer
  readonly #kept = new Map<number, Kept>()
  #bytes = 0
  #pass = 0

  constructor(db: Database) {
    const read = db.prepare<[number], { sections: Buffer }>('SELECT sections FROM tally_pack WHERE id = ?')
    this.#read = (id) => read.get(id)?.sections ?? Buffer.alloc(0)
  }

  /** Tells that a pass over many packs begins: what none of it asks for may leave. */
  begin(): void {
    this.#pass++
  }

  get(id: number): readonly Section[] {
    const kept = this.#kept.get(id)
    if (kept) {
      kept.usedIn = this.#pass
      return kept.sections
    }
    const blob = this.#read(id)
    const sections = fromBlob(blob)
    if (this.#hasRoom(blob.byteLength)) {
      this.#kept.set(id, { sections, bytes: blob.byteLength, usedIn: this.#pass })
      this.#bytes += blob.byteLength
    }
    return sections
  }

  /** Makes room of what this pass has not used; a pass larger than the room keeps what it has. */
  #hasRoom(wanted: number): boolean {
    if (this.#bytes + wanted <= keptBytes) return true
    for (const [id, { bytes, usedIn }] of this.#kept) {
      if (usedIn === this.#pass) continue
      this.#kept.delete(id)
      this.#bytes -= bytes
      if (this.#bytes + wanted <= keptBytes) return true
    }
    return false
  }
}
