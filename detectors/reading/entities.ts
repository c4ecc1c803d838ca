/** The entities that attacks hide in; the full list of HTML has 2,231. */
const named: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  colon: ':',
  sol: '/',
  bsol: '\\',
  lpar: '(',
  rpar: ')',
  tab: '\t',
  newline: '\n',
  nbsp: ' ',
  period: '.',
  comma: ',',
  semi: ';',
  equals: '=',
  grave: '`',
  lbrace: '{',
  lcub: '{',
  rcub: '}',
  num: '#',
  dollar: '$',
  excl: '!',
}
const numeric = /&#(?:x([0-9a-f]{1,14})|([0-9]{1,14}));?/gi
const byName = /&([a-z]{2,8});/gi
/** Browsers take these without a semicolon too, except in front of an equals sign. */
const bare = /&(lt|gt|quot)(?![;=])/gi

/** Undoes numeric references and named ones that attacks use, with or without semicolon. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text
    .replace(byName, (whole, name: string) => named[name.toLowerCase()] ?? whole)
    .replace(bare, (whole, name: string) => named[name.toLowerCase()] ?? whole)
    .replace(numeric, (whole, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
}
