import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { type FrequencyPage, type FrequencySignature, frequencyFinding, isMilestone } from './frequency.ts'
import { Windows } from './window.ts'

const minute = 60_000
const failuresFromOne = 8
const usersFromOne = 6
const addressesOnOne = 10
const failuresBeforeSuccess = 5

const single: FrequencySignature = {
  id: 'brute-force-single',
  title: 'many failed logins from one address',
  confidence: 0.9,
  severity: 'high',
  pattern: `failed logins of one address: ${failuresFromOne} within 5 minutes, then at each doubling`,
  matches: ['8 × 401 on POST /login from one address within 5 minutes'],
  ignores: ['8 × 200 on GET /login', '8 × 404 on any page'],
}
const spray: FrequencySignature = {
  id: 'brute-force-spray',
  title: 'one address tries many accounts',
  confidence: 0.95,
  severity: 'high',
  pattern: `distinct user names in failed logins of one address: ${usersFromOne} within 15 minutes`,
  matches: ['failed sshd logins for root, admin, test, oracle, git and pi from one address'],
  ignores: ['6 failed logins of one user'],
}
const distributed: FrequencySignature = {
  id: 'brute-force-distributed',
  title: 'one account tried from many addresses',
  confidence: 0.85,
  severity: 'high',
  pattern: `distinct addresses in failed logins on one account: ${addressesOnOne} within 15 minutes`,
  matches: ['failed logins for admin from 10 addresses within 15 minutes'],
  ignores: ['one failed login each of 10 users from 10 addresses'],
}
const success: FrequencySignature = {
  id: 'brute-force-success',
  title: 'a login succeeded after many failures',
  confidence: 0.95,
  severity: 'critical',
  pattern: `a successful login of an address with ${failuresBeforeSuccess} failures or more in the 15 minutes before`,
  matches: ['sshd: Accepted password after 12 failures from the same address'],
  ignores: ['a login that succeeds at the second try'],
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
  references: [
    'https://attack.mitre.org/techniques/T1110/',
    'https://owasp.org/www-community/attacks/Brute_force_attack',
  ],
  falsePositives: [
    'A service with an old password that tries again and again',
    'Many people behind one address',
  ],
  signatures: [single, spray, distributed, success],
}

const loginTarget =
  /(?:^|\/)(?:log-?in|sign-?in|wp-login\.php|user\/login|session|sessions|auth|authenticate|oauth\/token|token|j_security_check|account\/login|admin\/?(?:login|index)?|administrator|xmlrpc\.php)(?:[./]\w{1,12})?\/?$/i

type Outcome = 'success' | 'failure' | undefined

/** Of a request: 401 and 403 on what looks like a login are failures, a POST answered 2xx or 3xx there a success. */
function outcomeOf(event: LogEvent): Outcome {
  if (event.kind === 'auth') return event.outcome
  const { status, path, method } = event
  if (status === undefined || path === undefined) return undefined
  const isFailure = status === 401 || status === 403
  const isSuccess = method === 'POST' && status < 400
  // The path comes last: most requests are neither.
  if ((!isFailure && !isSuccess) || !loginTarget.test(path)) return undefined
  return isFailure ? 'failure' : 'success'
}

export function createBruteForce(): (event: LogEvent) => Finding[] {
  const byAddress = new Windows(5 * minute)
  const longByAddress = new Windows(15 * minute)
  const usersOfAddress = new Windows(15 * minute)
  const addressesOfUser = new Windows(15 * minute)
  const found = (signature: FrequencySignature, note: string) =>
    frequencyFinding(bruteForcePage, signature, note)

  return (event) => {
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
    const { count } = byAddress.add(sourceIp, time)
    if (isMilestone(count, failuresFromOne))
      findings.push(found(single, `${count} failed logins within 5 minutes`))
    if (user === undefined || user === '') return findings
    const users = usersOfAddress.add(sourceIp, time, user)
    if (users.isNew && isMilestone(users.distinct, usersFromOne)) {
      findings.push(found(spray, `${users.distinct} user names within 15 minutes`))
    }
    const addresses = addressesOfUser.add(user, time, sourceIp)
    if (addresses.isNew && isMilestone(addresses.distinct, addressesOnOne)) {
      findings.push(found(distributed, `${addresses.distinct} addresses within 15 minutes`))
    }
    return findings
  }
}
