import { isIP } from 'node:net'

const longestName = 253
const isHostName = (text: string): boolean =>
  text.length <= longestName && /^\w[\w.-]*$/.test(text) && (text.length === 1 || /[A-Za-z0-9]$/.test(text))

let lastText = ''
let lastClient: string | undefined

/**
 * The client that a line names: an address without its port and brackets, or the name that Apache writes with
 * HostnameLookups. '' where the line says that there is none (`-`, a Unix socket), undefined where it is no client.
 */
export function readClient(text: string): string | undefined {
  // One client's requests come one after the other: the last one is remembered.
  if (text !== lastText) {
    lastClient = read(text)
    lastText = text
  }
  return lastClient
}

function read(text: string): string | undefined {
  if (isIP(text)) return text
  if (text === '-' || text === 'unix:' || text === '@') return ''
  const address = withoutPort(text)
  return isIP(address) || isHostName(address) ? address : undefined
}

/** The address without its port: `203.0.113.9:5123` or `[2001:db8::1]:5123`. */
export function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(address)?.[1]
  if (bracketed !== undefined) return bracketed
  return /^[^:]+:\d{1,5}$/.test(address) ? address.slice(0, address.lastIndexOf(':')) : address
}

const namedHost = /^[\w.*-]+(?::\d{1,5})?$/
const numberedHost = /^\[[0-9A-Fa-f:]+\](?::\d{1,5})?$/

/**
 * The virtual host that stands before the client, without its port: `shop.example.org:443 203.0.113.9 - - [`. The
 * second word of a line without one is the ident, almost always `-`.
 */
export function readVirtualHost(line: string): string | undefined {
  const end = line.indexOf(' ')
  if (end === -1 || line.startsWith('- ', end + 1)) return undefined
  const host = line.slice(0, end)
  const client = line.slice(end + 1, line.indexOf(' ', end + 1))
  const isHost =
    (namedHost.test(host) || numberedHost.test(host)) &&
    (isIP(client) !== 0 || (host.includes(':') && !isIP(host)))
  return isHost ? withoutPort(host) : undefined
}
