import type { AlertFilter } from '../../../contract/filter.ts'
import type { Chunk } from './blocks.ts'
import { Kept } from './kept.ts'

interface Summed<S> {
  readonly chunks: readonly Uint32Array[]
  readonly sums: S
}

/**
 * Sums over chunks that do not change any more, by what was asked: a screen asks the same again every second while
 * alerts come, and but for the newest the answer stands. What it holds of a chunk is a name, not the chunk.
 */
export class SettledSums<S> {
  readonly #kept: Kept<string, { readonly names: readonly number[]; readonly sums: S }>
  readonly #names = new WeakMap<Uint32Array, number>()
  #named = 0

  /** @param mostBytes memory the sums may take */
  constructor(mostBytes: number) {
    this.#kept = new Kept(mostBytes)
  }

  /** The sums that were kept for the same question over the very same chunks. */
  find(key: string, chunks: Summed<S>['chunks']): S | undefined {
    this.#kept.begin()
    const known = this.#kept.get(key)
    const isSame =
      known?.names.length === chunks.length &&
      chunks.every((entries, i) => this.#names.get(entries) === known.names[i])
    return isSame ? known.sums : undefined
  }

  /** @param bytes memory that the sums take */
  keep(key: string, { chunks, sums }: Summed<S>, bytes: number): void {
    this.#kept.set(key, { names: chunks.map((entries) => this.#nameOf(entries)), sums }, bytes)
  }

  #nameOf(entries: Uint32Array): number {
    const name = this.#names.get(entries) ?? ++this.#named
    this.#names.set(entries, name)
    return name
  }
}

/** What a filter asks, whatever its time. */
export const questionOf = (filter: AlertFilter, ...more: readonly number[]): string =>
  JSON.stringify([{ ...filter, from: undefined, to: undefined }, ...more])

/** Divides chunks into those that stay as they are and the others. */
export function divided(
  chunks: readonly Chunk[],
  isOpen: (chunk: Chunk) => boolean,
): { settled: Chunk[]; open: Chunk[] } {
  const { settled = [], open = [] } = Object.groupBy(chunks, (chunk) => (isOpen(chunk) ? 'open' : 'settled'))
  return { settled, open }
}
