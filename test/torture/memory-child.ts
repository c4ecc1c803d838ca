/**
 * Pours lines with endless addresses, user agents, hosts, users and paths through the real analysis, and says how many
 * entries its largest maps and sets hold. Every Map and Set made from here on is known by a weak reference.
 */
const made: WeakRef<Map<unknown, unknown> | Set<unknown>>[] = []
globalThis.Map = class<K, V> extends Map<K, V> {
  constructor(entries?: Iterable<readonly [K, V]> | null) {
    super(entries)
    remember(this)
  }
}
globalThis.Set = class<T> extends Set<T> {
  constructor(values?: Iterable<T> | null) {
    super(values)
    remember(this)
  }
}
/** Small ones that live for one line are not kept in mind: only those that grew since the last look are. */
let sinceLook = 0
function remember(collection: Map<unknown, unknown> | Set<unknown>): void {
  made.push(new WeakRef(collection))
  if (++sinceLook > 200_000) forgetDead()
}
function forgetDead(): void {
  sinceLook = 0
  const alive = made.filter((reference) => reference.deref() !== undefined)
  made.length = 0
  for (const reference of alive) made.push(reference)
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

const { createDetection } = await import('../../detectors/index.ts')
const { Analysis } = await import('../../engine/analysis.ts')
const { Geography } = await import('../../engine/enrich/geography.ts')
const { Scorer } = await import('../../ml/scorer.ts')

const count = Number(process.argv[2])
const scorer = await Scorer.load()
const geography = Geography.open(null)
const reputation = (ip: string) => (ip.endsWith('7') ? { score: 99, list: 'a list' } : undefined)
const analysis = new Analysis({ detection: createDetection(), scorer, reputation })

const addressOf = (i: number) =>
  i % 5 === 0
    ? `2001:db8:${(i >>> 16).toString(16)}:${(i & 0xffff).toString(16)}::1`
    : `${1 + ((i >>> 24) % 200)}.${(i >>> 16) & 255}.${(i >>> 8) & 255}.${i & 255}`
function lineOf(i: number): string {
  const ip = addressOf(i)
  if (i % 4 === 0)
    return `Nov 21 08:00:0${i % 10} host sshd[1]: Failed password for user${i} from ${ip} port 4 ssh2`
  const [method, status] = i % 3 === 0 ? ['POST', 401] : ['GET', 404]
  const target = i % 3 === 0 ? `/login?u=${i}` : `/page-${i}?q=${i}`
  return `${ip} - - [21/Nov/2026:08:00:0${i % 10} +0000] "${method} ${target} HTTP/1.1" ${status} 1 "https://h${i}.example/${i}" "Agent/${i} (${i})"`
}

const batch = 2_000
for (let from = 0; from < count; from += batch) {
  const lines = Array.from({ length: Math.min(batch, count - from) }, (_, i) => ({
    text: lineOf(from + i),
    sourceId: 1,
    arrival: 1_795_248_000_000,
  }))
  const analysed = await analysis.analyse(lines)
  for (const { event } of analysed) if (event) geography.locate(event.sourceIp)
  // What a weak reference points to lives to the end of the event loop's turn, so there must be turns.
  await nextTurn()
}
await nextTurn()
globalThis.gc?.()
const sizes = made.flatMap((reference) => reference.deref()?.size ?? []).sort((a, b) => b - a)
console.log(JSON.stringify({ largest: sizes.slice(0, 20), all: sizes.reduce((sum, size) => sum + size, 0) }))
// Both are asked once more, so that neither was swept before it was measured.
await analysis.analyse([])
geography.locate('192.0.2.1')
await scorer.close()
