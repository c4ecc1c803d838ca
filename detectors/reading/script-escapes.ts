const scriptEscape = /\\(?:x([0-9a-f]{2})|u\{0{0,4}([0-9a-f]{1,6})\}|u([0-9a-f]{4})|([0-3][0-7]{2}))/gi

/** Undoes JavaScript's \xHH, \uHHHH, \u{…} and octal escapes. */
export function decodeScriptEscapes(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(
    scriptEscape,
    (whole, hex?: string, braced?: string, unicode?: string, octal?: string) => {
      const digits = hex ?? braced ?? unicode
      const code = digits === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(digits, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
