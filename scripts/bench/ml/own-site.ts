import type { LogEvent } from '../../../contract/event.ts'
import { Random } from '../../../engine/collectors/generator/random.ts'
import { learn } from './learning.ts'
import type { Fold } from './other-sources.ts'
import { generatedEvents, type Matching, ownSource, type Sample } from './samples.ts'

/** Fewer requests are no site. */
const leastRequests = 1_000
const learntShare = 0.6
const dayMs = 86_400_000

/** The later requests of a site, and what learnt from the earlier ones. */
export interface OwnSite extends Fold {
  readonly source: string
  /** what was learnt from, in the order of time and of the rows */
  readonly earlier: readonly LogEvent[]
}

/**
 * The use the product is made for: a model learns from the earlier part of a site's requests and scores the later one.
 * Attacks are grafted onto later requests of the site itself: a value of one of its parameters, or where the attack is
 * a path the end of its path, is replaced by the attack's; method, status, size and user agent stay. So what an attack
 * has of its own is its payload.
 * @param hasHistory whether the model has the site's profile
 */
export function ownSiteOf(samples: readonly Sample[], match: Matching, hasHistory: boolean): OwnSite {
  const { source, events } = siteOf(samples)
  const from = Math.floor(learntShare * events.length)
  const [earlier, later] = [events.slice(0, from), events.slice(from)]
  const graft = createGrafting(later.map(({ event }) => event))
  return {
    source,
    earlier: earlier.map(({ event }) => event),
    benign: later.map(({ sample }) => sample),
    attacks: samples.flatMap((sample) => {
      if (!sample.isAttack || !sample.event) return []
      const event = graft(sample.event)
      return [{ ...sample, event, types: match(event) }]
    }),
    learnt: learn(
      earlier.map(({ event }) => [event, String(Math.floor(event.time / dayMs))]),
      hasHistory,
    ),
    weight: later.length,
  }
}

/** The benign source with the most requests; the generator's where none has enough. In the order of time. */
function siteOf(samples: readonly Sample[]) {
  const bySource = Map.groupBy(
    samples.flatMap((sample) => (sample.event && !sample.isAttack ? [{ sample, event: sample.event }] : [])),
    ({ sample }) => sample.source,
  )
  const [largest] = [...bySource].sort((a, b) => b[1].length - a[1].length)
  const isSite = largest !== undefined && largest[1].length >= leastRequests
  const [source, events] = isSite
    ? largest
    : [
        ownSource,
        generatedEvents(5_000, 6).map((event) => ({
          event,
          sample: { source: ownSource, label: 'normal', isAttack: false, types: [], event },
        })),
      ]
  return { source, events: events.toSorted((a, b) => a.event.time - b.event.time) }
}

function createGrafting(hosts: readonly LogEvent[]): (attack: LogEvent) => LogEvent {
  const random = new Random(9)
  const asking = hosts.filter(({ query }) => query?.includes('='))
  return ({ path = '/', query }) => {
    const isPath = query === undefined
    const host = random.pick(isPath || asking.length === 0 ? hosts : asking)
    if (isPath) {
      const grafted = (host.path ?? '/').replace(/[^/]*$/, '') + path.replace(/^\//, '')
      return { ...host, path: grafted, target: grafted }
    }
    const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1))
    const payload = values.reduce((longest, value) => (value.length > longest.length ? value : longest), '')
    const pairs = (host.query ?? 'id=').split('&')
    const at = random.int(0, pairs.length - 1)
    pairs[at] = `${pairs[at]?.split('=')[0]}=${payload}`
    const grafted = pairs.join('&')
    return { ...host, query: grafted, target: `${host.path}?${grafted}` }
  }
}

/**
 * Odd behaviour on the generator's sites, by a model with their profile. Grafted attacks keep status, method, size,
 * user agent and names of parameters of the request they are grafted onto: here these are odd as well.
 */
export function behaviourOf(): Fold {
  const [learnt, benign, odd] = [
    generatedEvents(10_000, 7),
    generatedEvents(5_000, 8),
    generatedEvents(2_000, 9, 'behavioural'),
  ]
  const samplesOf = (events: readonly LogEvent[], label: string, isAttack: boolean): Sample[] =>
    events.map((event) => ({ source: ownSource, label, isAttack, types: [], event }))
  return {
    benign: samplesOf(benign, 'normal', false),
    attacks: samplesOf(odd, 'behavioural', true),
    learnt: learn(
      learnt.map((event) => [event, ownSource]),
      true,
    ),
    weight: benign.length,
  }
}
