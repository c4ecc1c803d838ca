import type { LogEvent } from '../../contract/event.ts'
import type { Format } from './format.ts'
import { type Login, readPamLogin, readSshLogin } from './login.ts'
import { parseSyslogTime } from './syslog-time.ts'

/** `Nov 21 09:12:44 host program[pid]: `, with or without a priority before it. */
const bsd =
  /^(?:<\d{1,3}>)?([A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}) (\S{1,255}) ([\w./-]{1,64})(?:\([^)]{0,64}\))?(?:\[\d{1,10}\])?: {1,4}/
/** The same with an ISO 8601 time, as rsyslog and systemd write it. */
const iso =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})) (\S{1,255}) ([\w./-]{1,64})(?:\([^)]{0,64}\))?(?:\[\d{1,10}\])?: {1,4}/
/** RFC 5424: `<38>1 time host program pid id - message`, structured data passed over. */
const rfc5424 =
  /^<\d{1,3}>1 (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})) (\S{1,255}) ([\w./-]{1,64}) \S{1,128} \S{1,32} (?:-|\[[^\]]{0,2000}\]) \ufeff?/

/** Programs that write to an auth log. What sshd says is looked into; of the others, PAM's refusals are. */
const authPrograms = new Set(
  'sshd sshd-session sshd-auth sudo su login systemd systemd-logind CRON cron crond useradd userdel usermod groupadd groupdel groupmod passwd chpasswd chage polkitd pkexec dbus-daemon gdm-password gdm-autologin gdm-launch-environment lightdm sddm-helper vsftpd proftpd dovecot auth unix_chkpwd gnome-keyring-daemon realmd sssd xrdp-sesman runuser newgrp gpasswd agetty'.split(
    ' ',
  ),
)

/** The head of a syslog line in any of its forms; undefined where there is none. */
export function syslogHead(line: string) {
  const old = bsd.exec(line)
  const [lead, stamp = '', host = '', program = ''] = old ?? iso.exec(line) ?? rfc5424.exec(line) ?? []
  return lead === undefined ? undefined : { lead, stamp, host, program, isOld: old !== null }
}

export const sshd: Format = {
  id: 'sshd',
  title: 'sshd / auth syslog',
  example:
    'Nov 21 09:12:44 web1 sshd[812]: Failed password for invalid user admin from 203.0.113.9 port 51234 ssh2',
  parse(line, arrival) {
    const head = syslogHead(line)
    if (!head) return undefined
    const { lead, stamp, host, program, isOld } = head
    if (!authPrograms.has(program.slice(program.lastIndexOf('/') + 1))) return undefined
    const time = isOld ? parseSyslogTime(stamp, arrival) : Date.parse(stamp)
    if (time === undefined || Number.isNaN(time)) return undefined
    const message = line.slice(lead.length)
    const login: Login = program.startsWith('sshd') ? readSshLogin(message) : readPamLogin(message)
    const event: LogEvent = { time, kind: 'auth', format: 'sshd', ...login, host, message }
    return event
  },
}
