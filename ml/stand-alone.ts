const beyondBytes = /[^\x00-\xff]/

/**
 * The same text as a string of its own, a byte a character where that is enough: a part of a log line holds all that was
 * opened with it in memory for as long as it is held itself.
 */
export function standAlone(text: string): string {
  const encoding = beyondBytes.test(text) ? 'utf16le' : 'latin1'
  return Buffer.from(text, encoding).toString(encoding)
}
