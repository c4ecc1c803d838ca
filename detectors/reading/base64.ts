const standard = /^[A-Za-z0-9+/]+={0,2}$/
const forAddresses = /^[A-Za-z0-9_-]+={0,2}$/
const shortest = 16
const shortestForAddresses = 20
/** Sixteen characters of either alphabet, with the blanks that stand around it or for a plus: most texts fail here. */
const beginning = /^[\sA-Za-z0-9+/_-]{16}/
const longest = 4096

/** What a value says once its base64 is undone, if all of it is base64 of readable text; else undefined. */
export function decodeBase64(value: string): string | undefined {
  if (!beginning.test(value)) return undefined
  const text = value.trim().replaceAll(' ', '+')
  if (text.length < shortest || text.length > longest || !isBase64(text)) return undefined
  const decoded = Buffer.from(text, 'base64').toString('latin1')
  return isReadable(decoded) ? decoded : undefined
}

function isBase64(text: string): boolean {
  const padding = text.indexOf('=')
  const length = padding === -1 ? text.length : padding
  // Four letters are three bytes; of the last group, two or three letters with or without padding.
  const isWhole = padding === -1 ? length % 4 !== 1 : length % 4 > 1
  if (length >= shortest && isWhole && standard.test(text)) return true
  return length >= shortestForAddresses && forAddresses.test(text)
}

function isReadable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 126 || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return false
  }
  return text.length > 0
}
