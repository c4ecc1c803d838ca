/** Characters copied through one buffer; longer texts get one of their own. */
const room = 4096
const pool = Buffer.allocUnsafeSlow(2 * room)

/**
 * The same text as a string of its own. A part of a string keeps the whole of it alive: an address cut from a log line
 * holds that line for as long as a window or a memory holds the address.
 */
export function standAlone(text: string): string {
  if (text.length > room) return Buffer.from(text, 'utf16le').toString('utf16le')
  return pool.toString('utf16le', 0, pool.write(text, 'utf16le'))
}
