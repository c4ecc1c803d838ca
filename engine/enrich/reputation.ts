import ipaddr from 'ipaddr.js'
import { AddressList } from './block-list.ts'

export interface Reputation {
  /** 0..100; 50 and more is bad */
  readonly score: number
  /** who says so */
  readonly list: string
}

export interface ReputationSources {
  readonly blockList: readonly string[]
  /** bad addresses of the built-in demo, known to the demo source only */
  readonly demoBlockList: readonly string[]
  readonly demoSourceId: number
  /** AbuseIPDB's score where lookups are on */
  readonly score?: ((ip: string) => number | undefined) | undefined
}

/** What is known of an address at this moment; never waits. */
export function createReputation(
  sources: ReputationSources,
): (ip: string, sourceId: number) => Reputation | undefined {
  const local = new AddressList(sources.blockList)
  const demo = new AddressList(sources.demoBlockList)
  return (ip, sourceId) => {
    if (local.has(ip)) return { score: 100, list: 'block list' }
    const isDemo = sourceId === sources.demoSourceId
    if (isDemo) return demo.has(ip) ? { score: 100, list: 'demo block list' } : undefined
    if (!sources.score || !ipaddr.isValid(ip) || ipaddr.process(ip).range() !== 'unicast') return undefined
    const score = sources.score(ip)
    return score === undefined ? undefined : { score, list: 'AbuseIPDB' }
  }
}
