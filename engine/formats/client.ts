import { isIP } from 'node:net'

const hostName = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/

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
  return isIP(address) || hostName.test(address) ? address : undefined
}

/** The address without its port: `203.0.113.9:5123` or `[2001:db8::1]:5123`. */
export function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]{1,64})\](?::\d{1,5})?$/.exec(address)?.[1]
  if (bracketed !== undefined) return bracketed
  return /^[^:]{1,253}:\d{1,5}$/.test(address) ? address.slice(0, address.lastIndexOf(':')) : address
}

const virtualHost = /^(?:[A-Za-z0-9._*-]{1,253}|\[[0-9A-Fa-f:]{2,45}\])(?::\d{1,5})?$/

/**
 * The virtual host that stands before the client, without its port: `shop.example.org:443 203.0.113.9 - - [`. The
 * second word of a line without one is the ident, almost always `-`.
 */
export function readVirtualHost(line: string): string | undefined {
  const end = line.indexOf(' ')
  if (end === -1 || line.startsWith('- ', end + 1)) return undefined
  const host = line.slice(0, end)
  const client = line.slice(end + 1, line.indexOf(' ', end + 1))
  const isHost = virtualHost.test(host) && (isIP(client) !== 0 || (host.includes(':') && !isIP(host)))
  return isHost ? withoutPort(host) : undefined
}
