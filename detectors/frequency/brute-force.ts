import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { type FrequencyPage, type FrequencySignature, frequencyFinding } from './frequency.ts'
import { Windows } from './window.ts'

const minute = 60_000
const failuresFromOne = 8
const usersFromOne = 6
const addressesOnOne = 10
const failuresBeforeSuccess = 5
const postsFromOne = 20

const single: FrequencySignature = {
  id: 'brute-force-single',
  title: 'many failed logins from one address',
  confidence: 0.9,
  severity: 'high',
  pattern: `failed logins of one address: ${failuresFromOne} within 5 minutes, then at each doubling`,
  matches: [
    '8 × 401 on POST /login from one address within 5 minutes',
    '8 × 200 on POST /wp-login.php, which shows its form again',
    '8 × “Failed password” of sshd from one address',
  ],
  ignores: ['8 × 200 on GET /login', '8 × 404 on any page', '8 failures, one every five minutes'],
}
const spray: FrequencySignature = {
  id: 'brute-force-spray',
  title: 'one address tries many accounts',
  confidence: 0.95,
  severity: 'high',
  pattern: `distinct user names in failed logins of one address: ${usersFromOne} within 15 minutes`,
  matches: [
    'failed sshd logins for root, admin, test, oracle, git and pi from one address',
    '6 × 401 for 6 users of basic authentication',
    'invalid users a, b, c, d, e and f within 15 minutes',
  ],
  ignores: ['6 failed logins of one user', '6 users, one every 15 minutes', '6 users from 6 addresses'],
}
const distributed: FrequencySignature = {
  id: 'brute-force-distributed',
  title: 'one account tried from many addresses',
  confidence: 0.85,
  severity: 'high',
  pattern: `distinct addresses in failed logins on one account: ${addressesOnOne} within 15 minutes`,
  matches: [
    'failed logins for admin from 10 addresses within 15 minutes',
    'sshd: root refused to 10 addresses',
    '401 for one user of basic authentication from 20 addresses, told again',
  ],
  ignores: ['one failed login each of 10 users from 10 addresses', '9 addresses', '10 addresses over a day'],
}
const success: FrequencySignature = {
  id: 'brute-force-success',
  title: 'a login succeeded after many failures',
  confidence: 0.95,
  severity: 'critical',
  pattern: `a successful login of an address with ${failuresBeforeSuccess} failures or more in the 15 minutes before`,
  matches: [
    'sshd: Accepted password after 12 failures from the same address',
    '302 on POST /login after 5 × 401',
    '302 on POST /wp-login.php after 8 × 200',
  ],
  ignores: [
    'a login that succeeds at the second try',
    'a success from another address',
    'a success an hour after the failures',
  ],
}

const posts: FrequencySignature = {
  id: 'brute-force-posts',
  title: 'one address posts to a login again and again',
  confidence: 0.7,
  pattern: `posts of one address to a login, whatever it answers: ${postsFromOne} within 5 minutes, then at each doubling`,
  matches: [
    '20 × 200 on POST /account/login from one address within 5 minutes',
    '20 × 200 on POST /xmlrpc.php',
    '40 × 302 on POST /signin within 5 minutes',
  ],
  ignores: ['20 × GET /login', '19 × 200 on POST /login', '20 × POST /login spread over an hour'],
}

export const bruteForcePage: FrequencyPage = {
  id: 'brute-force',
  type: 'brute-force',
  title: 'Brute force',
  summary:
    'Failed logins more often than people mistype: from one address, over many users, or on one account.',
  severity: 'high',
  attack: ['T1110', 'T1110.003', 'T1110.004'],
  cwe: ['CWE-307'],
  capec: ['CAPEC-112', 'CAPEC-49', 'CAPEC-565', 'CAPEC-600'],
  references: [
    'https://attack.mitre.org/techniques/T1110/',
    'https://owasp.org/www-community/attacks/Brute_force_attack',
  ],
  falsePositives: [
    'A service with an old password that tries again and again',
    'Many people behind one address',
  ],
  signatures: [single, spray, distributed, success, posts],
}

const loginTarget =
  /(?:^|\/)(?:log-?in|sign-?in|wp-login\.php|user\/login|session|sessions|auth|authenticate|oauth\/token|token|j_security_check|account\/login|admin\/?(?:login|index)?|administrator|xmlrpc\.php)(?:[./]\w{1,12})?\/?$/i

/** Logins that answer a wrong password with 200 and a right one with a redirect. */
const showsFormAgain = /\/(?:wp-login\.php|administrator\/(?:index\.php)?)$/i

type Outcome = 'success' | 'failure' | undefined

/**
 * Of a request to what looks like a login: 401 and 403 are failures, a post that is redirected a success. A post
 * answered 200 is a success for an API and a failure for a form; only of well-known forms can it be said.
 */
function outcomeOf(event: LogEvent): Outcome {
  if (event.kind === 'auth') return event.outcome
  const { status, path, method } = event
  if (status === undefined || path === undefined) return undefined
  const isFailure = status === 401 || status === 403
  const isAnswered = method === 'POST' && status < 400
  // The path comes last: most requests are neither.
  if ((!isFailure && !isAnswered) || !loginTarget.test(path)) return undefined
  if (isFailure) return 'failure'
  if (status >= 300) return 'success'
  return showsFormAgain.test(path) ? 'failure' : undefined
}

export function createBruteForce(): (event: LogEvent) => Finding[] {
  const byAddress = new Windows(5 * minute)
  const postsOfAddress = new Windows(5 * minute)
  const longByAddress = new Windows(15 * minute)
  const usersOfAddress = new Windows(15 * minute)
  const addressesOfUser = new Windows(15 * minute)
  const found = (signature: FrequencySignature, note: string) =>
    frequencyFinding(bruteForcePage, signature, note)

  return (event) => [...judgePost(event), ...judgeOutcome(event)]

  function judgePost({ kind, method, path, sourceIp, time, status }: LogEvent): Finding[] {
    if (kind !== 'http' || method !== 'POST' || path === undefined || !loginTarget.test(path)) return []
    // What fails is counted below, with a lower threshold.
    if (status === 401 || status === 403) return []
    const { count, total } = postsOfAddress.add(sourceIp, time)
    if (count < postsFromOne || !postsOfAddress.isDue(sourceIp, total)) return []
    return [found(posts, `${count} posts to a login within 5 minutes`)]
  }

  function judgeOutcome(event: LogEvent): Finding[] {
    const outcome = outcomeOf(event)
    if (outcome === undefined) return []
    const { sourceIp, time, user } = event
    if (outcome === 'success') {
      const failures = longByAddress.count(sourceIp, time)
      longByAddress.clear(sourceIp)
      return failures >= failuresBeforeSuccess ? [found(success, `after ${failures} failed logins`)] : []
    }
    const findings: Finding[] = []
    longByAddress.add(sourceIp, time)
    const { count, total } = byAddress.add(sourceIp, time)
    if (count >= failuresFromOne && byAddress.isDue(sourceIp, total))
      findings.push(found(single, `${count} failed logins within 5 minutes`))
    if (user === undefined || user === '') return findings
    const users = usersOfAddress.add(sourceIp, time, user)
    if (users.distinct >= usersFromOne && usersOfAddress.isDue(sourceIp, users.distinct)) {
      findings.push(found(spray, `${users.distinct} user names within 15 minutes`))
    }
    const addresses = addressesOfUser.add(user, time, sourceIp)
    if (addresses.distinct >= addressesOnOne && addressesOfUser.isDue(user, addresses.distinct)) {
      findings.push(found(distributed, `${addresses.distinct} addresses within 15 minutes`))
    }
    return findings
  }
}
