import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { type FrequencyPage, type FrequencySignature, frequencyFinding } from './frequency.ts'

const foreign: FrequencySignature = {
  id: 'csrf-foreign-origin',
  title: 'a state-changing request sent from another site',
  confidence: 0.7,
  pattern:
    'POST, PUT, PATCH or DELETE whose Origin or Referer names another host than the one asked, and the site is known',
  matches: ['POST /transfer on shop.example.org with Referer https://evil.example/'],
  ignores: ['GET / with Referer https://search.example/', 'POST /callback/pay from a payment service'],
}
const missing: FrequencySignature = {
  id: 'csrf-missing-referer',
  title: 'a form sent without the Referer that this page’s forms always carry',
  confidence: 0.5,
  severity: 'low',
  pattern:
    'POST without Origin and Referer by a browser, on a path where 30 posts in a row carried the own one',
  matches: ['POST /account/email without Referer after 30 with the own one'],
  ignores: ['POST /api/items by curl', 'the first POST of a path'],
}

export const csrfPage: FrequencyPage = {
  id: 'csrf',
  type: 'csrf',
  title: 'Cross-site request forgery',
  summary: 'A request that changes something, made by a page of another site in a visitor’s name.',
  severity: 'medium',
  attack: ['T1189'],
  cwe: ['CWE-352'],
  capec: ['CAPEC-62'],
  references: [
    'https://owasp.org/www-community/attacks/csrf',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  falsePositives: [
    'Single sign-on and payment services that post back',
    'Several sites of one owner that post to each other',
  ],
  signatures: [foreign, missing],
}

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
/** Paths to which other sites post by design. */
const postedToByOthers =
  /(?:callback|webhook|hook|ipn|saml|sso|acs|oauth|oidc|notify|return|payment|graphql|\/api\/|collect|beacon|report|track|xmlrpc|trackback|pingback|comment)/i
const browser = /^Mozilla\/5\.0 \(/
const seenBeforeMissing = 30
const hostsKept = 5_000
const seenBeforeKnown = 20

function hostOf(address: string | undefined): string | undefined {
  if (address === undefined) return undefined
  const authority = /^https?:\/\/([^/?#]+)/.exec(address)?.[1]
  const host = authority?.slice(authority.lastIndexOf('@') + 1).replace(/:\d{1,5}$/, '')
  return host !== undefined && /^[\w.-]+$/.test(host) ? host.toLowerCase() : undefined
}

/** example.org and www.example.org are one site to this detector: the last two labels, or three after co., com. … */
export function siteOf(host: string): string {
  const labels = host.replace(/\.$/, '').split('.')
  if (/^[\d.]+$/.test(host) || labels.length <= 2) return host
  const isShortSecond =
    /^(?:co|com|net|org|gov|ac|edu|gob|or|ne|go)$/.test(labels.at(-2) ?? '') &&
    (labels.at(-1)?.length ?? 0) === 2
  return labels.slice(isShortSecond ? -3 : -2).join('.')
}

/** Only the end is looked at: a pattern without a start would try every dot of a path. */
const isAsset = (path: string): boolean => /\.(?:css|js|png|jpe?g|gif|svg|ico|woff2?)$/i.test(path.slice(-6))

/** The host of a referer; the last answer is kept, as one page brings many pictures. */
class LastHost {
  #referer: string | undefined
  #host: string | undefined

  of(referer: string | undefined): string | undefined {
    if (referer !== this.#referer) {
      this.#referer = referer
      this.#host = hostOf(referer)
    }
    return this.#host
  }
}

export function createCsrf(): (event: LogEvent) => Finding[] {
  // Without a host in the line, the site is known once many successful page views name it as their own referer.
  const refererCounts = new Map<string, number>()
  let referers = 0
  const ownPosts = new Map<string, number>()
  const lastHost = new LastHost()
  let learned: string | undefined
  /** more than half of all pictures and scripts are asked for by pages of one site */
  let isSure = false

  function learn(event: LogEvent): void {
    if (event.status === undefined || event.status >= 400 || !isAsset(event.path ?? '')) return
    const host = lastHost.of(event.referer)
    if (host === undefined) return
    if (refererCounts.size >= hostsKept && !refererCounts.has(host)) return
    const count = (refererCounts.get(host) ?? 0) + 1
    refererCounts.set(host, count)
    referers++
    const best = Math.max(count, refererCounts.get(learned ?? '') ?? 0)
    if (count === best && count >= seenBeforeKnown) learned = host
    isSure = best > referers / 2
  }

  return (event) => {
    if (event.kind !== 'http') return []
    if (event.host === undefined) learn(event)
    if (!changing.has(event.method ?? '') || event.path === undefined) return []
    const own = event.host?.toLowerCase() ?? (isSure ? learned : undefined)
    if (own === undefined) return []
    const from = hostOf(event.origin) ?? hostOf(event.referer)
    if (from !== undefined) {
      if (siteOf(from) === siteOf(own)) {
        const seen = ownPosts.get(event.path) ?? 0
        if (seen > 0 || ownPosts.size < hostsKept) ownPosts.set(event.path, seen + 1)
        return []
      }
      if (postedToByOthers.test(event.path)) return []
      return [frequencyFinding(csrfPage, foreign, `sent from ${from} to ${own}`)]
    }
    const isSilent = event.referer === undefined && event.origin === undefined
    const isBrowser = browser.test(event.userAgent ?? '')
    if (!isSilent || !isBrowser || (ownPosts.get(event.path) ?? 0) < seenBeforeMissing) return []
    if (event.status !== undefined && event.status >= 400) return []
    return [frequencyFinding(csrfPage, missing, `${ownPosts.get(event.path)} posts before carried it`)]
  }
}
