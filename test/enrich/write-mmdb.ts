/** Writes small MMDB files, so that every record size and kind of value can be read in the tests. */

const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')

function control(type: number, size: number): Buffer {
  const extended = type > 7 ? [type - 7] : []
  const head = type > 7 ? 0 : type << 5
  if (size < 29) return Buffer.from([head | size, ...extended])
  if (size < 285) return Buffer.from([head | 29, ...extended, size - 29])
  if (size < 65_821) return Buffer.from([head | 30, ...extended, (size - 285) >> 8, (size - 285) & 255])
  const rest = size - 65_821
  return Buffer.from([head | 31, ...extended, rest >> 16, (rest >> 8) & 255, rest & 255])
}

/** Strings, doubles, booleans, bytes, arrays and objects by their type; uint32 for whole numbers, uint64 for bigint. */
export function encodeValue(value: unknown): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([control(2, text.length), text])
  }
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(value)
    return Buffer.concat([control(3, 8), bytes])
  }
  if (typeof value === 'bigint') {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(value)
    return Buffer.concat([control(9, 8), bytes])
  }
  if (typeof value === 'boolean') return control(14, value ? 1 : 0)
  if (Buffer.isBuffer(value)) return Buffer.concat([control(4, value.length), value])
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encodeValue)])
  const entries = Object.entries(value ?? {})
  return Buffer.concat([
    control(7, entries.length),
    ...entries.flatMap(([key, inner]) => [encodeValue(key), encodeValue(inner)]),
  ])
}

type Node = [Node | number | undefined, Node | number | undefined]

export interface MmdbContent {
  readonly type: string
  readonly ipVersion: 4 | 6
  readonly recordSize: 24 | 28 | 32
  /** records by the bits of their network, e.g. '0101' */
  readonly records: ReadonlyMap<string, unknown>
}

export function writeMmdb({ type, ipVersion, recordSize, records }: MmdbContent): Buffer {
  const root: Node = [undefined, undefined]
  const data: Buffer[] = []
  let dataBytes = 0
  for (const [bits, record] of records) {
    let node = root
    const path = [...bits].map((bit) => (bit === '1' ? 1 : 0))
    const last = path.pop() ?? 0
    for (const bit of path) {
      const existing = node[bit]
      const below: Node = typeof existing === 'object' ? existing : [undefined, undefined]
      node[bit] = below
      node = below
    }
    node[last] = dataBytes
    const encoded = encodeValue(record)
    data.push(encoded)
    dataBytes += encoded.length
  }
  const nodes: Node[] = [root]
  for (const node of nodes) for (const child of node) if (typeof child === 'object') nodes.push(child)
  const index = new Map(nodes.map((node, i) => [node, i]))
  const recordOf = (child: Node | number | undefined): number => {
    if (child === undefined) return nodes.length
    return typeof child === 'number' ? nodes.length + 16 + child : (index.get(child) ?? 0)
  }
  const tree = Buffer.concat(
    nodes.map(([left, right]) => encodeNode(recordOf(left), recordOf(right), recordSize)),
  )
  const metadata = encodeValue({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_795_248_000n,
    database_type: type,
    description: { en: 'made for a test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: recordSize,
  })
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata])
}

function encodeNode(left: number, right: number, recordSize: number): Buffer {
  const bytes = Buffer.alloc(recordSize / 4)
  if (recordSize === 28) {
    bytes.writeUIntBE(left & 0xffffff, 0, 3)
    bytes[3] = ((left >> 24) << 4) | (right >> 24)
    bytes.writeUIntBE(right & 0xffffff, 4, 3)
  } else {
    bytes.writeUIntBE(left, 0, recordSize / 8)
    bytes.writeUIntBE(right, recordSize / 8, recordSize / 8)
  }
  return bytes
}
