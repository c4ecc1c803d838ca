import { isIP } from 'node:net'
import type { EpochMs, LogEvent } from '../../contract/event.ts'
import { present } from './access-log.ts'
import { monthOf } from './clf-time.ts'
import type { Format } from './format.ts'

const bsd = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2}) (\S{1,255}) ([\w.\/-]{1,64})(?:\[\d+\])?: /
const iso = /^(?:<\d{1,3}>1 )?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})) (\S{1,255}) ([\w.\/-]{1,64})(?:\[\d+\]:|:| \S{1,64} \S{1,64} \S{1,64}) /

/** Programs whose lines an auth log holds; only sshd's are looked into, the others are read and counted. */
const authPrograms = /^(?:sshd(?:-session|-auth)?|sudo|su|login|systemd-logind|systemd|CRON|cron|useradd|usermod|groupadd|passwd|polkitd|dbus-daemon|gdm-password\]?)$/

/** A year-less time takes the year that makes it nearest to arrival. Without a zone the machine's own is meant. */
export function nearestYear(month: number, day: number, clock: readonly [number, number, number], arrival: EpochMs): EpochMs {
  const year = new Date(arrival).getFullYear()
  const candidates = [year - 1, year, year + 1].map((y) => new Date(y, month, day, ...clock).getTime())
  return candidates.reduce((best, time) => (Math.abs(time - arrival) < Math.abs(best - arrival) ? time : best))
}

interface Login {
  readonly outcome?: 'success' | 'failure'
  readonly user?: string
  readonly sourceIp: string
}

const failures: readonly RegExp[] = [
  /^Failed \S{1,40} for (?:invalid user )?(.{0,256}?) from (\S{1,64}) port \d+/,
  /^(?:Connection (?:closed|reset) by|Disconnected from) (?:invalid|authenticating) user (.{0,256}?) (\S{1,64}) port \d+/,
]
const accepted = /^Accepted \S{1,40} for (.{0,256}?) from (\S{1,64}) port \d+/
const anyAddress = /\b(?:from|rhost=|by|with) ?\[?([0-9A-Fa-f:.]{3,45})\]?/

/** What an sshd message says of a login. "Invalid user" is no failure of its own: "Failed password" follows it. */
function readLogin(message: string): Login {
  const text = message.replace(/^message repeated \d{1,9} times: \[ /, '')
  const success = accepted.exec(text)
  if (success) return { outcome: 'success', user: success[1] ?? '', sourceIp: success[2] ?? '' }
  for (const failure of failures) {
    const found = failure.exec(text)
    if (found) return { outcome: 'failure', user: found[1] ?? '', sourceIp: found[2] ?? '' }
  }
  const address = anyAddress.exec(text)?.[1] ?? ''
  const user = /^Invalid user (.{0,256}?) from /.exec(text)?.[1]
  return { sourceIp: isIP(address) ? address : '', ...(user !== undefined && { user }) }
}

export const sshd: Format = {
  id: 'sshd',
  title: 'sshd / auth syslog',
  example: 'Nov 21 09:12:44 web1 sshd[812]: Failed password for invalid user admin from 203.0.113.9 port 51234 ssh2',
  parse(line, arrival) {
    const old = bsd.exec(line)
    const modern = old ? undefined : iso.exec(line)
    const program = old?.[7] ?? modern?.[3]
    const head = (old ?? modern)?.[0]
    if (head === undefined || program === undefined || !authPrograms.test(program)) return undefined
    let time: EpochMs
    if (old) {
      const month = monthOf(old[1] ?? '')
      if (month === -1) return undefined
      time = nearestYear(month, Number(old[2]), [Number(old[3]), Number(old[4]), Number(old[5])], arrival)
    } else {
      time = Date.parse(modern?.[1] ?? '')
      if (Number.isNaN(time)) return undefined
    }
    const message = line.slice(head.length)
    const login = program.startsWith('sshd') ? readLogin(message) : { sourceIp: '' }
    const event: LogEvent = {
      time,
      kind: 'auth',
      format: 'sshd',
      message,
      ...present({ ...login, host: old?.[6] ?? modern?.[2] }),
      sourceIp: login.sourceIp,
    }
    return event
  },
}
