import ipaddr from 'ipaddr.js'

const scheme = /^(?:url:|jar:)?(?:(https?|ftp|gopher|dict|ldaps?|tftp|sftp|netdoc|wss?):)?[/\\]{2,4}/i
/** User name, host and port. */
const authority = /^[^/\\?#\s]+/
const portAtEnd = /:(\d{1,5})$/
const plainQuad = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/
/** Names that resolve inside: metadata services, clusters, and public names made to point at the machine itself. */
const internalName =
  /^(?:metadata(?:\.(?:google|packet|tencentyun)\.\w{2,10})?|instance-data|kubernetes(?:\.default)?(?:\.svc)?)$|\.(?:svc|internal|svc\.cluster\.local)$/i
const rebound =
  /(?:^|\.)(?:localtest\.me|nip\.io|xip\.io|sslip\.io|lvh\.me|1u\.ms|rbndr\.us)$|\.spoofed\.\w{3,16}$/i
/** Parameters that say where a browser goes on: a developer’s own machine is ordinary there. */
const returnName = /redirect|return|callback|next|goto|continue|origin|service|relay|ref/i
/** Ports of databases, caches and control planes, which no browser is sent to. */
const servicePorts = new Set(
  '22 25 2375 2376 2379 3306 5432 5984 6379 8500 9200 10250 11211 27017'.split(' '),
)

/** Does a value send the server to itself, its own network or the metadata service of its cloud (SSRF)? */
export function isInternalAddress(value: string, name: string): boolean {
  const text = value.trim()
  const match = scheme.exec(text)
  const whole = match && authority.exec(text.slice(match[0].length))?.[0]
  if (!whole) return false
  const named = whole.slice(whole.lastIndexOf('@') + 1)
  const port = portAtEnd.exec(named)?.[1] ?? ''
  const host = port === '' ? named : named.slice(0, -port.length - 1)
  if (internalName.test(host) || rebound.test(host)) return true
  if (host.toLowerCase() === 'localhost') return isSuspicious(name, port)
  const range = rangeOf(host, match[1] !== undefined)
  if (range === undefined) return false
  if (range === 'linkLocal' || range === 'uniqueLocal') return true
  const isDisguised = !plainQuad.test(host) || host.startsWith('0')
  if (range === 'private') return isDisguised || servicePorts.has(port)
  return (isDisguised && range !== 'unspecified') || isSuspicious(name, port)
}

const isSuspicious = (name: string, port: string): boolean => !returnName.test(name) || servicePorts.has(port)

/** Addresses of metadata services outside the ranges that say so. */
const metadata = new Set(['100.100.100.200', '192.0.0.192'])
const inside = new Set(['loopback', 'linkLocal', 'private', 'uniqueLocal', 'unspecified'])

/** The range an address lies in, however it is written: hexadecimal, octal, one number, full width, wrapped around. */
function rangeOf(host: string, hasScheme: boolean): string | undefined {
  // Names begin with letters; most addresses are names.
  if (/^[a-z]/i.test(host)) return undefined
  const plain = host
    .normalize('NFKC')
    .replace(/[\u3002\uff0e\uff61]/g, '.')
    .replace(/^\[|\]$/g, '')
  const text = /^[\d.]{7,15}$/.test(plain) ? wrapped(plain) : plain
  if (!hasScheme && !plainQuad.test(text) && !text.includes(':')) return undefined
  if (!ipaddr.isValid(text)) return undefined
  const found = ipaddr.process(text)
  if (metadata.has(found.toString())) return 'linkLocal'
  const range = found.range()
  return inside.has(range) ? range : undefined
}

/** 425.510.425.510 is 169.254.169.254 to a reader that keeps eight bits of each number. */
const wrapped = (quad: string): string =>
  plainQuad.test(quad)
    ? quad
        .split('.')
        .map((part) => (/^0\d/.test(part) ? part : String(Number(part) % 256)))
        .join('.')
    : quad
