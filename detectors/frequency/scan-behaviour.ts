import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { type FrequencyPage, type FrequencySignature, frequencyFinding, isMilestone } from './frequency.ts'
import { Windows } from './window.ts'

const missesFromOne = 20

const misses: FrequencySignature = {
  id: 'scan-many-misses',
  title: 'one address asks for many pages that do not exist',
  confidence: 0.8,
  pattern: `distinct paths answered 404, 403 or 400 to one address: ${missesFromOne} within 5 minutes, then at each doubling`,
  matches: ['20 different paths, each answered 404, within 5 minutes'],
  ignores: ['one broken picture asked for 20 times', 'a search engine that meets old links'],
}

export const scanBehaviourPage: FrequencyPage = {
  id: 'scan-behaviour',
  type: 'scanner',
  title: 'Scanning by behaviour',
  summary: 'An address that tries names until something answers, whatever its user agent says.',
  severity: 'medium',
  attack: ['T1595.003'],
  cwe: ['CWE-200'],
  capec: ['CAPEC-87', 'CAPEC-143'],
  references: ['https://attack.mitre.org/techniques/T1595/003/'],
  falsePositives: ['Link checkers', 'Crawlers after a site was moved'],
  signatures: [misses],
}

const searchEngine =
  /\b(?:Googlebot|bingbot|Slurp|DuckDuckBot|Baiduspider|YandexBot|Applebot|facebookexternalhit|AhrefsBot|SemrushBot|MJ12bot|msnbot|archive\.org_bot|ia_archiver)\b/i

export function createScanBehaviour(): (event: LogEvent) => Finding[] {
  const byAddress = new Windows(5 * 60_000)
  return (event) => {
    const { status, path, userAgent, sourceIp, time } = event
    if (event.kind !== 'http' || path === undefined) return []
    if (status !== 404 && status !== 403 && status !== 400) return []
    if (searchEngine.test(userAgent ?? '')) return []
    const { distinct, isNew } = byAddress.add(sourceIp, time, path.slice(0, 200))
    if (!isNew || !isMilestone(distinct, missesFromOne)) return []
    return [frequencyFinding(scanBehaviourPage, misses, `${distinct} paths within 5 minutes`)]
  }
}
