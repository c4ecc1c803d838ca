import { describe, expect, test } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { LineParser } from '../../engine/formats/index.ts'

const arrival = Date.parse('2026-11-21T12:00:00Z')
const local = (text: string): number => new Date(text).getTime()
const parse = (line: string, at = arrival): LogEvent | undefined => new LineParser().parse(line, at)
const ssh = (message: string): LogEvent | undefined => parse(`Nov 21 09:12:44 web1 sshd[812]: ${message}`)

describe('a login in an sshd line', () => {
  test.each([
    ['Failed password for root from 203.0.113.9 port 51234 ssh2', 'failure', 'root'],
    ['Failed password for invalid user admin from 203.0.113.9 port 51234 ssh2', 'failure', 'admin'],
    ['Failed publickey for anna from 203.0.113.9 port 51234 ssh2: RSA SHA256:abc', 'failure', 'anna'],
    [
      'message repeated 5 times: [ Failed password for root from 203.0.113.9 port 51234 ssh2]',
      'failure',
      'root',
    ],
    ['Invalid user test from 203.0.113.9', 'failure', 'test'],
    ['Invalid user  from 203.0.113.9 port 51234', 'failure', ''],
    ['Connection closed by authenticating user root 203.0.113.9 port 51234 [preauth]', 'failure', 'root'],
    ['Disconnected from authenticating user root 203.0.113.9 port 51234 [preauth]', 'failure', 'root'],
    ['Accepted password for anna from 203.0.113.9 port 51234 ssh2', 'success', 'anna'],
    ['Accepted publickey for anna from 203.0.113.9 port 51234 ssh2: ED25519 SHA256:abc', 'success', 'anna'],
    ['Connection closed by invalid user test 203.0.113.9 port 51234 [preauth]', undefined, 'test'],
    ['Failed none for invalid user test from 203.0.113.9 port 51234 ssh2', undefined, 'test'],
    [
      'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=root',
      undefined,
      'root',
    ],
  ])('is read: %s', (message, outcome, user) => {
    const event = ssh(message)
    expect(event).toMatchObject({
      kind: 'auth',
      format: 'sshd',
      sourceIp: '203.0.113.9',
      user,
      message,
      host: 'web1',
    })
    expect(event?.outcome).toBe(outcome)
  })

  test.each([
    'Failed password for invalid user root from 198.51.100.1 port 22 ssh2 from 203.0.113.9 port 51234 ssh2',
    'Invalid user root from 198.51.100.1 from 203.0.113.9 port 51234',
    'Disconnected from authenticating user root 198.51.100.1 port 22 203.0.113.9 port 51234 [preauth]',
  ])('names the true address though the user name holds another: %s', (message) => {
    expect(ssh(message)?.sourceIp).toBe('203.0.113.9')
  })

  test.each([
    ['Received disconnect from 203.0.113.9: 11: Bye Bye [preauth]', '203.0.113.9'],
    ['Did not receive identification string from 203.0.113.9', '203.0.113.9'],
    [
      'reverse mapping checking getaddrinfo for host.example [203.0.113.9] failed - POSSIBLE BREAK-IN ATTEMPT!',
      '203.0.113.9',
    ],
    ['Connection closed by 2001:db8::9 port 51234 [preauth]', '2001:db8::9'],
    ['Server listening on 0.0.0.0 port 22.', ''],
    ['input_userauth_request: invalid user test [preauth]', ''],
  ])('is not in other lines, which are read all the same: %s', (message, sourceIp) => {
    const event = ssh(message)
    expect(event).toMatchObject({ kind: 'auth', sourceIp, message })
    expect(event).not.toHaveProperty('outcome')
  })
})

describe('an auth line', () => {
  test.each([
    ['sudo', 'sudo:     anna : TTY=pts/0 ; PWD=/home/anna ; USER=root ; COMMAND=/usr/bin/apt update'],
    ['cron', 'CRON[912]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)'],
    ['systemd-logind', 'systemd-logind[600]: New session 12 of user anna.'],
    ['polkit', 'polkitd(authority=local): Registered Authentication Agent'],
  ])('of %s is read without an outcome', (_, text) => {
    const event = parse(`Nov 21 09:12:44 web1 ${text}`)
    expect(event).toMatchObject({ kind: 'auth', format: 'sshd', sourceIp: '' })
    expect(event).not.toHaveProperty('outcome')
  })

  test('of a refusal that PAM gave another program is a failure', () => {
    const event = parse(
      'Nov 21 09:12:44 mail auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=anna rhost=203.0.113.9  user=anna',
    )
    expect(event).toMatchObject({ outcome: 'failure', user: 'anna', sourceIp: '203.0.113.9' })
  })

  test('of a program that is no login is refused', () => {
    expect(parse('Nov 21 09:12:44 web1 kernel: usb 1-1: new device')).toBeUndefined()
  })
})

describe('the time of a syslog line', () => {
  const at = (stamp: string, now: string) => parse(`${stamp} web1 sshd[1]: x`, Date.parse(now))?.time

  test.each([
    ['Nov 21 09:12:44', '2026-11-21T12:00:00Z', '2026-11-21T09:12:44'],
    ['Dec 31 23:59:59', '2027-01-01T12:00:00Z', '2026-12-31T23:59:59'],
    ['Jan  1 00:00:01', '2026-12-31T12:00:00Z', '2027-01-01T00:00:01'],
    ['Feb 29 10:00:00', '2026-11-21T12:00:00Z', '2024-02-29T10:00:00'],
    ['Jun  1 10:00:00', '2026-11-21T12:00:00Z', '2026-06-01T10:00:00'],
  ])('without a year, %s, takes the one nearest to arrival', (stamp, now, expected) => {
    expect(at(stamp, now)).toBe(local(expected))
  })

  test.each([
    '2026-11-21T09:12:44.123456+01:00 web1 sshd[1]: x',
    '2026-11-21T08:12:44.123Z web1 sshd-session[1]: x',
    '<38>1 2026-11-21T08:12:44.123Z web1 sshd 812 - - x',
    '<38>1 2026-11-21T08:12:44.123Z web1 sshd 812 ID7 [meta seq="1" x="y z"] x',
  ])('in ISO 8601 keeps its zone: %s', (line) => {
    expect(parse(line)).toMatchObject({ time: Date.parse('2026-11-21T08:12:44.123Z'), message: 'x' })
  })

  test.each(['Nov 31 25:12:44', 'Foo 21 09:12:44', 'Nov 31 09:12:44', 'Nov 21 09:61:44'])(
    'that cannot be is refused: %s',
    (stamp) => {
      expect(parse(`${stamp} web1 sshd[1]: x`)).toBeUndefined()
    },
  )
})
