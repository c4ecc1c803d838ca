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

/** Bits of signs that are syntax of some language, by class; signs that addresses are made of have none. */
const syntaxSigns = ' "\'`<>()[]{};|\\$*!^@#,:='
const syntaxBits = new Int32Array(64)
for (const [bit, sign] of [...syntaxSigns].entries()) syntaxBits[classes[sign.charCodeAt(0)] ?? 0] = 1 << bit
syntaxBits[control] = 1 << syntaxSigns.length

/** What was read of a target, percent signs undone once and runs of one class as one. */
export interface Read {
  /** pieces: each four classes of characters in a row */
  readonly grams: Int32Array
  /** how many there are */
  count: number
  /** kinds of syntax signs */
  kinds: number
  /** places where a syntax sign follows another sign */
  joints: number
}
export const createRead = (): Read => ({
  grams: new Int32Array(longestRead + 1),
  count: 0,
  kinds: 0,
  joints: 0,
})

/** Reads a target: `/shop/item/4711?q=o'neil` as the pieces of `/a/a/0?a=a'a`. */
export function readTarget(target: string, read: Read): void {
  const length = Math.min(target.length, longestRead)
  let [gram, last, count, signs, joints] = [0, 0, 0, 0, 0]
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
    const bits = syntaxBits[is] ?? 0
    if (bits !== 0 && (syntaxBits[last] ?? 0) !== 0) joints++
    signs |= bits
    last = is
    gram = ((gram << 6) | is) & 0xffffff
    read.grams[count++] = gram
  }
  read.grams[count++] = (gram << 6) & 0xffffff
  read.count = count
  read.joints = joints
  read.kinds = 0
  for (let left = signs; left !== 0; left &= left - 1) read.kinds++
}
