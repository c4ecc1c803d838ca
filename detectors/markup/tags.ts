/** A tag or a declaration as a browser would see it. */
export interface Tag {
  /** lower case, without a namespace prefix; '!' declarations and '?' instructions keep their sign */
  readonly name: string
  readonly isClosing: boolean
  readonly attributes: readonly Attribute[]
  readonly start: number
  readonly end: number
}

const mostTags = 40
const mostAttributes = 24
// Browsers skip NUL in names; filters are fooled by slashes, quotes and blanks that old ones skipped too.
const opening = /<[\s/"'`\\%\x00-\x1f]{0,6}([a-z!?][\w:!?\x00.-]*)/gi
const attributeName = /[^\s/"'`>=<\x00-\x20]+/y
const equals = /[\s\x00-\x20/]*=[\s\x00-\x20]*/y
const bareValue = /[^\s>]*/y

interface Attribute {
  /** lower case */
  readonly name: string
  readonly value: string
}

/** Lists what would be tags. Linear in the text; at most `mostTags`. */
export function tagsOf(text: string): Tag[] {
  const tags: Tag[] = []
  let at = text.indexOf('<')
  while (at !== -1 && tags.length < mostTags) {
    opening.lastIndex = at
    const match = opening.exec(text)
    if (!match) break
    // <jane@example.org> is an address of mail.
    if (text[opening.lastIndex] === '@') {
      at = text.indexOf('<', opening.lastIndex)
      continue
    }
    const raw = (match[1] ?? '').replaceAll('\0', '').toLowerCase()
    const isClosing = match[0].slice(0, 3).includes('/') && /^<\s?\//.test(match[0])
    const name = raw.includes(':') && !raw.startsWith('!') ? raw.slice(raw.lastIndexOf(':') + 1) : raw
    const { attributes, end } = attributesOf(text, opening.lastIndex)
    tags.push({ name, isClosing, attributes, start: match.index, end })
    at = text.indexOf('<', opening.lastIndex)
  }
  return tags
}

/** Attributes from an offset up to the end of the tag. */
export function attributesOf(text: string, from: number): { attributes: Tag['attributes']; end: number } {
  const attributes: Attribute[] = []
  let at = from
  while (attributes.length < mostAttributes && at < text.length) {
    while (at < text.length && /[\s/"'`\x00-\x20;,]/.test(text.charAt(at))) at++
    if (text[at] === '>' || text[at] === '<') break
    const attribute = attributeAt(text, at)
    if (!attribute) break
    attributes.push(attribute)
    at = attribute.end
  }
  return { attributes, end: Math.max(from, Math.min(at + 1, text.length)) }
}

/** The attribute whose name begins at an offset. A value without its closing quote goes on to the end of the text. */
export function attributeAt(text: string, at: number): (Attribute & { readonly end: number }) | undefined {
  attributeName.lastIndex = at
  const written = attributeName.exec(text)?.[0]
  if (written === undefined) return undefined
  const name = written.replaceAll('\0', '').toLowerCase()
  equals.lastIndex = attributeName.lastIndex
  if (!equals.test(text)) return { name, value: '', end: attributeName.lastIndex }
  const start = equals.lastIndex
  const quote = text.charAt(start)
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = text.indexOf(quote, start + 1)
    const end = close === -1 ? text.length : close
    return { name, value: text.slice(start + 1, end), end: Math.min(text.length, end + 1) }
  }
  bareValue.lastIndex = start
  return { name, value: bareValue.exec(text)?.[0] ?? '', end: bareValue.lastIndex }
}
