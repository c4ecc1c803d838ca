import type { LogEvent } from '../../../contract/event.ts'
import { type Column, type Learnt, rowsKept } from './learning.ts'
import type { Fold } from './other-sources.ts'
import type { OwnSite } from './own-site.ts'

const windowMs = 600_000
/** A scanner's addresses, and the time from one of its requests to the next of the same address. */
const [scannerAddresses, scannerPauseMs] = [4, 1_000]
const columns: readonly Column[] = [
  { name: 'addressRate', most: 14 },
  { name: 'addressDiversity', most: 14 },
]

/** How attacks come: each from an address of its own, or those of a class from a few. */
export type Senders = 'each its own' | 'a few of a class'

/**
 * The own site with two more columns: requests of the address in the ten minutes before, and different paths among
 * them, each log2 of the number + 1, counted in the order of time. Not features of the product: this is here to tell
 * what they would be worth.
 */
export function withAddresses(site: OwnSite, senders: Senders): Fold {
  const sent = new Map<string, number>()
  const attacks = site.attacks.map((attack) => {
    const i = sent.get(attack.label) ?? 0
    sent.set(attack.label, i + 1)
    if (!attack.event) return attack
    const isScanner = senders === 'a few of a class'
    const sourceIp = `${attack.label} ${isScanner ? i % scannerAddresses : i}`
    const later = isScanner ? Math.floor(i / scannerAddresses) * scannerPauseMs : 0
    return { ...attack, event: { ...attack.event, sourceIp, time: attack.event.time + later } }
  })
  // One scanner begins with the first of its class and goes on from there.
  const starts = new Map<string, number>()
  for (const { label, event } of attacks) if (event && !starts.has(label)) starts.set(label, event.time)
  const sentBy = attacks.map((attack, i) => {
    if (!attack.event || senders === 'each its own') return attack
    const shift = attack.event.time - (site.attacks[i]?.event?.time ?? attack.event.time)
    return { ...attack, event: { ...attack.event, time: (starts.get(attack.label) ?? 0) + shift } }
  })
  const events = [...site.benign, ...sentBy].flatMap(({ event }) => (event ? [event] : []))
  return { ...site, attacks: sentBy, learnt: widened(site.learnt, site.earlier, events) }
}

function widened(learnt: Learnt, lessons: readonly LogEvent[], later: readonly LogEvent[]): Learnt {
  if (lessons.length > rowsKept)
    throw new Error('There are more lessons than rows: they cannot be told apart.')
  const seen = countByAddress([...lessons, ...later])
  const all = [...learnt.columns, ...columns]
  const widen = (rows: Float32Array, events: readonly (LogEvent | undefined)[]): Float32Array => {
    const width = learnt.columns.length
    const out = new Float32Array(events.length * all.length)
    for (const [i, event] of events.entries()) {
      out.set(rows.subarray(i * width, (i + 1) * width), i * all.length)
      const counts = event && seen.get(event)
      if (counts) out.set(counts, i * all.length + width)
    }
    return out
  }
  return {
    columns: all,
    profile: learnt.profile,
    rows: widen(learnt.rows, lessons),
    rowsOf: (events) => widen(learnt.rowsOf(events), events),
  }
}

/** By request, in the order of time: log2(n + 1) of the address's requests in the window and of their paths. */
export function countByAddress(events: readonly LogEvent[]): Map<LogEvent, readonly [number, number]> {
  const byAddress = new Map<string, LogEvent[]>()
  const counts = new Map<LogEvent, readonly [number, number]>()
  for (const event of events.toSorted((a, b) => a.time - b.time)) {
    const window = byAddress.get(event.sourceIp) ?? []
    window.push(event)
    const recent = window.filter(({ time }) => time > event.time - windowMs)
    byAddress.set(event.sourceIp, recent)
    const paths = new Set(recent.map(({ path }) => path))
    counts.set(event, [Math.log2(recent.length + 1), Math.log2(paths.size + 1)])
  }
  return counts
}
