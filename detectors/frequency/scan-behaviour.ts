import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { type FrequencyPage, type FrequencySignature, frequencyFinding } from './frequency.ts'
import { Windows } from './window.ts'

const minute = 60_000
const missesFromOne = 20
const fewMissesFromOne = 10
const missShare = 0.8
const entrancesFromOne = 2
const pagesAMinute = 300
/** What is told once in a burst counts as one: it never doubles. */
const once = 1

const misses: FrequencySignature = {
  id: 'scan-many-misses',
  title: 'one address asks for many pages that do not exist',
  confidence: 0.8,
  pattern: `distinct paths answered 404, 403 or 400 to one address: ${missesFromOne} within 5 minutes, then at each doubling`,
  matches: [
    '20 different paths, each answered 404, within 5 minutes',
    '20 different paths, answered 403 or 404',
    '40 such paths: told again',
  ],
  ignores: [
    'one broken picture asked for 20 times',
    'a search engine that meets old links',
    '20 misses over a day',
  ],
}
const share: FrequencySignature = {
  id: 'scan-miss-share',
  title: 'nearly all that one address asks for does not exist',
  confidence: 0.7,
  pattern: `distinct paths answered 404, 403 or 400 to one address: ${fewMissesFromOne} within half an hour, being ${missShare * 100} % or more of its requests`,
  matches: [
    '10 different paths, each answered 404, and nothing else',
    '12 misses beside 3 hits within half an hour',
    'a slow scan: one guess every two minutes',
  ],
  ignores: [
    '10 misses beside 40 pages that exist',
    'a search engine that meets old links',
    'one broken picture asked for 10 times',
  ],
}
const entrances: FrequencySignature = {
  id: 'scan-entrances',
  title: 'one address tries the entrances of software that is not here',
  confidence: 0.7,
  severity: 'low',
  pattern: `distinct entrances of well-known software (/wp-admin/, /administrator/, /admin.php …) answered 404 to one address: ${entrancesFromOne} within an hour`,
  matches: [
    '404 on /wp-login.php, then on /administrator/index.php',
    '404 on /wp/wp-admin/, then on /wordpress/wp-admin/',
    '404 on /phpmyadmin/, then on /pma/',
  ],
  ignores: ['404 on /wp-login.php once', '200 on /wp-admin/', '404 on /old-page and /older-page'],
}
const rate: FrequencySignature = {
  id: 'scan-rate',
  title: 'one address asks for more pages a minute than anyone reads',
  confidence: 0.6,
  severity: 'low',
  pattern: `distinct paths, pictures and scripts left out, asked for by one address: ${pagesAMinute} within one minute, then at each doubling`,
  matches: [
    '300 different pages within a minute',
    '600 in the same minute: told again',
    'a copy of a whole site',
  ],
  ignores: [
    'a page with 300 pictures',
    'one page asked for 1,000 times, as monitors do',
    'a search engine that reads the site',
  ],
}

export const scanBehaviourPage: FrequencyPage = {
  id: 'scan-behaviour',
  type: 'scanner',
  title: 'Scanning by behaviour',
  summary: 'An address that tries names until something answers, whatever its user agent says.',
  severity: 'medium',
  attack: ['T1595.003'],
  cwe: ['CWE-200'],
  capec: ['CAPEC-87', 'CAPEC-143', 'CAPEC-169'],
  references: ['https://attack.mitre.org/techniques/T1595/003/'],
  falsePositives: ['Link checkers', 'Crawlers after a site was moved', 'Many people behind one address'],
  signatures: [misses, share, entrances, rate],
}

const searchEngine =
  /\b(?:Googlebot|bingbot|Slurp|DuckDuckBot|Baiduspider|YandexBot|Applebot|facebookexternalhit|AhrefsBot|SemrushBot|MJ12bot|msnbot|archive\.org_bot|ia_archiver)\b/i
const asset =
  /\.(?:css|m?js|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|eot|mp[34]|webm|ts|m3u8|pdf|zip|gz)$/i
const entrance =
  /\/(?:wp-login\.php|wp-admin\/?|xmlrpc\.php|administrator\/?(?:index\.php)?|admin\.php|admin\/login\.php|user\/register|phpmyadmin\/?|pma\/?|myadmin\/?|adminer\.php|typo3\/?|bitrix\/admin\/?|manager\/html|setup\.php|install\.php|owa\/?|cgi-bin\/?)$/i

export function createScanBehaviour(): (event: LogEvent) => Finding[] {
  const missesOf = new Windows(5 * minute)
  const slowMissesOf = new Windows(30 * minute)
  const requestsOf = new Windows(30 * minute)
  const entrancesOf = new Windows(60 * minute)
  const pagesOf = new Windows(minute)
  const found = (signature: FrequencySignature, note: string) =>
    frequencyFinding(scanBehaviourPage, signature, note)

  return (event) => {
    const { kind, userAgent } = event
    const path = event.path?.slice(0, 200)
    if (kind !== 'http' || path === undefined || searchEngine.test(userAgent ?? '')) return []
    return [...judgeRate(event, path), ...judgeMiss(event, path)]
  }

  function judgeRate({ sourceIp, time }: LogEvent, path: string): Finding[] {
    if (asset.test(path)) return []
    const { distinct } = pagesOf.add(sourceIp, time, path)
    if (distinct < pagesAMinute || !pagesOf.isDue(sourceIp, distinct)) return []
    return [found(rate, `${distinct} pages within a minute`)]
  }

  function judgeMiss({ sourceIp, time, status }: LogEvent, path: string): Finding[] {
    const requests = requestsOf.add(sourceIp, time).count
    if (status !== 404 && status !== 403 && status !== 400) return []
    const findings: Finding[] = []
    const fast = missesOf.add(sourceIp, time, path)
    if (fast.distinct >= missesFromOne && missesOf.isDue(sourceIp, fast.distinct))
      findings.push(found(misses, `${fast.distinct} paths within 5 minutes`))
    const slow = slowMissesOf.add(sourceIp, time, path)
    const isMostly = slow.count >= missShare * requests
    if (slow.distinct >= fewMissesFromOne && isMostly && slowMissesOf.isDue(sourceIp, once))
      findings.push(found(share, `${slow.count} of ${requests} requests within half an hour`))
    if (status === 404 && entrance.test(path)) {
      const { distinct } = entrancesOf.add(sourceIp, time, path)
      if (distinct >= entrancesFromOne && entrancesOf.isDue(sourceIp, distinct))
        findings.push(found(entrances, `${distinct} entrances within an hour`))
    }
    return findings
  }
}
