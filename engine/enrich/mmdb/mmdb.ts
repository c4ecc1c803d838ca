import { z } from 'zod'
import { FilePages } from './pages.ts'
import { decodeValue } from './values.ts'

const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
/** The metadata stands in the last bytes of the file, at most so many. */
const longestMetadata = 128 * 1024
/** Zero bytes between the tree and the records. */
const separatorBytes = 16

const Metadata = z.object({
  binary_format_major_version: z.literal(2),
  database_type: z.string(),
  ip_version: z.union([z.literal(4), z.literal(6)]),
  node_count: z.number().int().positive(),
  record_size: z.union([z.literal(24), z.literal(28), z.literal(32)]),
})

/** A MaxMind DB whose file stays on disk: a look-up reads some 25 nodes of the tree and one record. */
export class Mmdb {
  /** what it says that it is, e.g. 'GeoLite2-City' */
  readonly databaseType: string
  readonly #pages: FilePages
  readonly #nodeCount: number
  readonly #recordSize: 24 | 28 | 32
  readonly #treeBytes: number
  /** where IPv4 addresses begin; in a tree of IPv6 that is behind 96 zero bits */
  readonly #v4Root: number
  readonly #hasV6: boolean

  private constructor(pages: FilePages) {
    const { metadata, start } = readMetadata(pages)
    this.databaseType = metadata.database_type
    this.#pages = pages
    this.#nodeCount = metadata.node_count
    this.#recordSize = metadata.record_size
    this.#treeBytes = (metadata.node_count * metadata.record_size) / 4
    if (this.#treeBytes + separatorBytes > start) throw new Error('it is shorter than its tree')
    if (pages.bytes(this.#treeBytes, separatorBytes).some((byte) => byte !== 0))
      throw new Error('its tree does not end where it should')
    this.#hasV6 = metadata.ip_version === 6
    this.#v4Root = this.#hasV6 ? this.#walk(0, new Uint8Array(12)) : 0
  }

  /** @throws why the file cannot be read, or is no MMDB file */
  static open(path: string): Mmdb {
    const pages = new FilePages(path)
    try {
      return new Mmdb(pages)
    } catch (error) {
      pages.close()
      throw error
    }
  }

  /**
   * What it knows of an address of 4 or 16 bytes; undefined where it knows nothing.
   * @throws where the file is damaged
   */
  get(address: ArrayLike<number>): unknown {
    if (address.length === 16 && !this.#hasV6) return undefined
    const found = this.#walk(address.length === 4 ? this.#v4Root : 0, address)
    if (found === this.#nodeCount) return undefined
    if (found < this.#nodeCount) throw new Error('its tree is deeper than an address')
    return decodeValue(
      this.#pages,
      this.#treeBytes + separatorBytes,
      this.#treeBytes + found - this.#nodeCount,
    )
  }

  close(): void {
    this.#pages.close()
  }

  /** Follows the bits of an address until the tree ends or the address does. */
  #walk(root: number, address: ArrayLike<number>): number {
    let node = root
    for (let bit = 0; bit < address.length * 8 && node < this.#nodeCount; bit++) {
      const isRight = ((address[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1
      node = this.#child(node, isRight === 1)
    }
    return node
  }

  #child(node: number, isRight: boolean): number {
    const start = (node * this.#recordSize) / 4
    if (this.#recordSize !== 28) {
      const bytes = this.#recordSize / 8
      return this.#pages.uint(isRight ? start + bytes : start, bytes)
    }
    // Seven bytes: the one in the middle holds the highest four bits of both.
    const middle = this.#pages.byte(start + 3)
    const high = isRight ? middle & 15 : middle >> 4
    return high * 2 ** 24 + this.#pages.uint(isRight ? start + 4 : start, 3)
  }
}

function readMetadata(pages: FilePages): { metadata: z.infer<typeof Metadata>; start: number } {
  const from = Math.max(0, pages.size - longestMetadata)
  const at = pages.bytes(from, pages.size - from).lastIndexOf(marker)
  if (at === -1) throw new Error('it is no MMDB file, or its end is missing')
  const start = from + at
  const begin = start + marker.length
  const metadata = Metadata.safeParse(decodeValue(pages, begin, begin))
  if (!metadata.success) throw new Error('it is of another version, or damaged at its end')
  return { metadata: metadata.data, start }
}
