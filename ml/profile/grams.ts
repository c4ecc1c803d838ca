/** Characters of a target whose pieces are counted; what follows is seen by the features of length. */
export const longestRead = 1024

/** Classes of characters, six bits each: letters by case, digits, what is beyond ASCII, and every sign as itself. */
const classes = new Uint8Array(256)
let next = 1
const [lower, upper, digit, beyond, control] = [next++, next++, next++, next++, next++]
for (let code = 0; code < 256; code++) {
  const text = String.fromCharCode(code)
  if (/[a-z]/.test(text)) classes[code] = lower
  else if (/[A-Z]/.test(text)) classes[code] = upper
  else if (/[0-9]/.test(text)) classes[code] = digit
  else if (code > 126) classes[code] = beyond
  else classes[code] = code < 32 ? control : next++
}

function hex(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 65 && code <= 70) return code - 55
  return code >= 97 && code <= 102 ? code - 87 : -1
}

/**
 * Writes the pieces of a target into `out`: each four classes of characters in a row, of the text with percent signs
 * undone once and runs of one class as one. `/shop/item/4711?q=o'neil` is read as `/a/a/0?a=a'a`.
 * @returns how many there are: at most `longestRead`
 */
export function readGrams(target: string, out: Int32Array): number {
  const length = Math.min(target.length, longestRead)
  let gram = 0
  let last = 0
  let count = 0
  for (let i = 0; i < length; i++) {
    let code = target.charCodeAt(i)
    if (code === 37) {
      const high = hex(target.charCodeAt(i + 1))
      const low = hex(target.charCodeAt(i + 2))
      if (high >= 0 && low >= 0) {
        code = high * 16 + low
        i += 2
      }
    }
    const is = code < 256 ? (classes[code] ?? 0) : beyond
    if (is === last) continue
    last = is
    gram = ((gram << 6) | is) & 0xffffff
    out[count++] = gram
  }
  out[count++] = (gram << 6) & 0xffffff
  return count
}
