import { BlockList, isIP } from 'node:net'

/** What is wrong with an entry of an address list, as one sentence; undefined where nothing is. */
export function entryProblem(entry: string): string | undefined {
  const [address = '', prefix, rest] = entry.split('/')
  const family = isIP(address)
  const bits = family === 6 ? 128 : 32
  if (family === 0 || rest !== undefined)
    return `'${entry}' is not an address or a CIDR range such as 203.0.113.0/24.`
  if (prefix === undefined) return undefined
  const length = Number(prefix)
  return /^\d{1,3}$/.test(prefix) && length <= bits
    ? undefined
    : `'${entry}' has a prefix length that is not between 0 and ${bits}.`
}

/** Addresses and CIDR ranges, asked by address. Entries are checked by `entryProblem` before they come here. */
export class AddressList {
  readonly #list = new BlockList()
  readonly size: number

  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const [address = '', prefix] = entry.split('/')
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
      if (prefix === undefined) this.#list.addAddress(address, family)
      else this.#list.addSubnet(address, Number(prefix), family)
    }
    this.size = entries.length
  }

  has(address: string): boolean {
    if (this.size === 0) return false
    const family = isIP(address)
    return family !== 0 && this.#list.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}
