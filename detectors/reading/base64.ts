const base64 = /^(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2,3}={0,2})?$|^[A-Za-z0-9_-]{20,}={0,2}$/
/** Sixteen characters of either alphabet, with the blanks that stand around it or for a plus: most texts fail here. */
const beginning = /^[\sA-Za-z0-9+/_-]{16}/
const longest = 4096

/** What a value says once its base64 is undone, if all of it is base64 of readable text; else undefined. */
export function decodeBase64(value: string): string | undefined {
  if (!beginning.test(value)) return undefined
  const text = value.trim().replaceAll(' ', '+')
  if (text.length < 16 || text.length > longest || !base64.test(text)) return undefined
  const decoded = Buffer.from(text, 'base64').toString('latin1')
  return isReadable(decoded) ? decoded : undefined
}

function isReadable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 126 || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return false
  }
  return text.length > 0
}
