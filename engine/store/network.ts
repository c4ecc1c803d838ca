import ipaddr from 'ipaddr.js'

/** Bits of an address that name its network: what one customer or one small host usually has. */
const bits = { ipv4: 24, ipv6: 48 }

/** The network of an address, e.g. '203.0.113.0/24' or '2001:db8:7::/48'; '' of what is no address. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ''
  const address = ipaddr.process(ip)
  const length = bits[address.kind()]
  const bytes = address.toByteArray().map((byte, i) => (i * 8 < length ? byte : 0))
  return `${ipaddr.fromByteArray(bytes)}/${length}`
}
