import type { FilePages } from './pages.ts'

/** What a record may hold, so that a damaged one ends: real ones nest four deep and hold some hundred values. */
const deepest = 16
const mostValues = 10_000

/** Added to the value of a pointer, by its length. */
const pointerBase = [0, 2048, 526_336, 0]
/** What a length that needs more bytes adds to them, by the number of those bytes. */
const lengthBase = [0, 29, 285, 65_821]

/**
 * Decodes the value at an offset of an MMDB file.
 * @param base where its section begins: pointers count from there
 * @returns strings, numbers, booleans, bytes, arrays and objects; bigint for numbers of 64 and 128 bits
 * @throws where it is damaged
 */
export function decodeValue(pages: FilePages, base: number, offset: number): unknown {
  let left = mostValues
  let at = offset

  function length(control: number): number {
    const size = control & 31
    if (size < 29) return size
    const more = size - 28
    at += more
    return (lengthBase[more] ?? 0) + pages.uint(at - more, more)
  }

  /** What a pointer points at; reading goes on behind the pointer. */
  function pointed(control: number, depth: number): unknown {
    const extra = (control >> 3) & 3
    const high = extra === 3 ? 0 : control & 7
    const target = base + high * 256 ** (extra + 1) + pages.uint(at, extra + 1) + (pointerBase[extra] ?? 0)
    const behind = at + extra + 1
    at = target
    const value = next(depth + 1)
    at = behind
    return value
  }

  function next(depth: number): unknown {
    if (depth > deepest || left-- === 0) throw new Error(`the record at byte ${offset} has no end`)
    const control = pages.byte(at++)
    const short = control >> 5
    if (short === 1) return pointed(control, depth)
    const type = short === 0 ? pages.byte(at++) + 7 : short
    const size = length(control)
    if (type === 7) return map(size, depth)
    if (type === 11) return Array.from({ length: Math.min(size, left + 1) }, () => next(depth + 1))
    if (type === 14) return size !== 0
    at += size
    return scalar(type, at - size, size)
  }

  function map(size: number, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    for (let i = 0; i < size; i++) {
      const key = next(depth + 1)
      entries.push([String(key), next(depth + 1)])
    }
    return Object.fromEntries(entries)
  }

  function scalar(type: number, start: number, size: number): unknown {
    switch (type) {
      case 2:
        return pages.bytes(start, size).toString('utf8')
      case 3:
        return pages.bytes(start, 8).readDoubleBE()
      case 4:
        return pages.bytes(start, size)
      case 5:
      case 6:
        return pages.uint(start, Math.min(size, 4))
      case 8:
        return size === 4 ? pages.uint(start, 4) | 0 : pages.uint(start, Math.min(size, 4))
      case 9:
      case 10:
        return size === 0 ? 0n : BigInt(`0x${pages.bytes(start, Math.min(size, 16)).toString('hex')}`)
      case 15:
        return pages.bytes(start, 4).readFloatBE()
      default:
        throw new Error(`there is a value of an unknown type at byte ${start}`)
    }
  }

  return next(0)
}
