import type { EpochMs } from '../../../contract/event.ts'
import type { Random } from './random.ts'
import type { TrafficLogin, TrafficRequest } from './request.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => String(n).padStart(2, '0')

function clfTime(time: EpochMs): string {
  const d = new Date(time)
  return `${two(d.getUTCDate())}/${months[d.getUTCMonth()]}/${d.getUTCFullYear()}:${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())} +0000`
}

/** As nginx writes a variable: quotes, backslashes and control bytes become \xHH. */
const escapeLog = (text: string): string =>
  text.replace(
    /["\\\x00-\x1f\x7f]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )

/** The request as a server logs it: mostly combined, some with virtual host or as JSON. */
export function writeRequest(request: TrafficRequest, time: EpochMs, random: Random): string {
  const { ip, host, method, target, status, bytes, referer, userAgent, user } = request
  const way = random.next()
  if (way < 0.1) {
    return JSON.stringify({
      time_iso8601: new Date(time).toISOString(),
      remote_addr: ip,
      remote_user: user ?? '',
      request: `${method} ${target} HTTP/1.1`,
      status,
      body_bytes_sent: bytes,
      http_referer: referer ?? '',
      http_user_agent: userAgent,
      host,
    })
  }
  const isVhost = request.needsHost || way < 0.3
  return `${isVhost ? `${host}:443 ` : ''}${ip} - ${user ?? '-'} [${clfTime(time)}] "${method} ${escapeLog(target)} HTTP/1.1" ${status} ${bytes} "${escapeLog(referer ?? '-')}" "${escapeLog(userAgent)}"`
}

export function writeLogin(login: TrafficLogin, time: EpochMs, random: Random): string {
  const d = new Date(time)
  const stamp = `${months[d.getMonth()]} ${String(d.getDate()).padStart(2)} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
  const what = login.accepted ? 'Accepted publickey for' : 'Failed password for'
  return `${stamp} ${login.host} sshd[${random.int(900, 32_000)}]: ${what} ${login.user} from ${login.ip} port ${random.int(1_024, 65_535)} ssh2`
}
