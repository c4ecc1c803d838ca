/** Characters copied through one buffer; longer texts get one of their own. */
const room = 4096
const pool = Buffer.allocUnsafeSlow(2 * room)
const beyondBytes = /[^\x00-\xff]/

/**
 * The same text as a string of its own, a byte a character where that is enough. A part of a string keeps the whole of
 * it alive: an address cut from a log line holds that line for as long as a window or a memory holds the address.
 */
export function standAlone(text: string): string {
  const encoding = beyondBytes.test(text) ? 'utf16le' : 'latin1'
  if (text.length > room) return Buffer.from(text, encoding).toString(encoding)
  return pool.toString(encoding, 0, pool.write(text, encoding))
}
