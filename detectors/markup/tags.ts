/** A tag or a declaration as a browser would see it. */
export interface Tag {
  /** lower case, without a namespace prefix; '!' declarations and '?' instructions keep their sign */
  readonly name: string
  readonly isClosing: boolean
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  readonly start: number
  readonly end: number
}

const mostTags = 40
const mostAttributes = 24
// Browsers skip NUL in names; filters are fooled by slashes, quotes and blanks that old ones skipped too.
const opening = /<[\s/"'`\\%\x00-\x1f]{0,6}([a-z!?][\w:!?\x00.-]{0,60})/gi
const attribute =
  /[\s/"'`\x00-\x20\u00a0;,]{0,40}([^\s/"'`>=<\x00-\x20]{1,80})(?:[\s\x00-\x20/]{0,20}=[\s\x00-\x20]{0,20}(?:"([^"]{0,2000})"?|'([^']{0,2000})'?|`([^`]{0,2000})`?|([^\s>]{0,2000})))?/y

/** Lists what would be tags. Linear in the text; at most `mostTags`. */
export function tagsOf(text: string): Tag[] {
  const tags: Tag[] = []
  let at = text.indexOf('<')
  while (at !== -1 && tags.length < mostTags) {
    opening.lastIndex = at
    const match = opening.exec(text)
    if (!match) break
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
  const attributes: { name: string; value: string }[] = []
  let at = from
  while (attributes.length < mostAttributes && at < text.length) {
    while (at < text.length && /[\s/"'`\x00-\x20;,]/.test(text.charAt(at))) at++
    if (text[at] === '>' || text[at] === '<') break
    attribute.lastIndex = at
    const match = attribute.exec(text)
    if (!match || match[0] === '') break
    attributes.push({
      name: (match[1] ?? '').replaceAll('\0', '').toLowerCase(),
      value: match[2] ?? match[3] ?? match[4] ?? match[5] ?? '',
    })
    at = attribute.lastIndex
  }
  return { attributes, end: Math.max(from, Math.min(at + 1, text.length)) }
}
