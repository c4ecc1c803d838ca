import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { type FrequencyPage, type FrequencySignature, frequencyFinding } from './frequency.ts'

const threshold = 50
const oncePerMs = 3_600_000
const addressesKept = 10_000

const listed: FrequencySignature = {
  id: 'ip-listed',
  title: 'the address is known for attacks',
  confidence: 0.8,
  pattern: `on a block list, or AbuseIPDB's confidence is ${threshold} or more; once an hour for an address`,
  matches: ['an address on your block list', 'an address with an AbuseIPDB confidence of 83'],
  ignores: ['an address with a confidence of 12', 'an address on your allow list'],
}

export const ipReputationPage: FrequencyPage = {
  id: 'ip-reputation',
  type: 'ip-reputation',
  title: 'IP reputation',
  summary:
    'A request from an address that others have seen attacking, or that you have put on your block list.',
  severity: 'medium',
  attack: ['T1595'],
  cwe: [],
  capec: [],
  references: ['https://docs.abuseipdb.com/#check-endpoint'],
  falsePositives: ['Addresses that changed hands', 'Exits of VPN and Tor that many share'],
  signatures: [listed],
}

export function createIpReputation(): (
  event: LogEvent,
  reputation?: { score: number; list: string },
) => Finding[] {
  const told = new Map<string, number>()
  return (event, reputation) => {
    if (!reputation || reputation.score < threshold) return []
    const last = told.get(event.sourceIp)
    if (last !== undefined && Math.abs(event.time - last) < oncePerMs) return []
    if (told.size >= addressesKept) {
      const oldest = told.keys().next()
      if (!oldest.done) told.delete(oldest.value)
    }
    told.delete(event.sourceIp)
    told.set(event.sourceIp, event.time)
    return [frequencyFinding(ipReputationPage, listed, `${reputation.list}: ${reputation.score} of 100`)]
  }
}
