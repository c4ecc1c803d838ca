import type { Span } from '../detector.ts'
import { attributesOf, type Tag, tagsOf } from './tags.ts'

export type MarkupSign =
  | 'script-tag'
  | 'event-attribute'
  | 'script-address'
  | 'loading-tag'
  | 'active-style'
  | 'broken-out-attribute'
  | 'any-tag'
  | 'raw-text-end'
  | 'leading-tag'

export type MarkupSigns = ReadonlyMap<MarkupSign, Span>

/** Elements whose content is text until they end: their end alone leaves them. */
const rawText =
  /^(?:title|textarea|style|script|xmp|noscript|noembed|noframes|iframe|template|plaintext|select|option)$/
const inert =
  /^(?:class|id|width|height|border|align|valign|title|lang|alt|cellpadding|cellspacing|colspan|rowspan|target|rel|dir|color|size|face|name|bgcolor|data-[\w-]+|aria-[\w-]+|role|start|type|placeholder)$/
const script = /^(?:script|scr\W{0,3}ipt)/
/** Tags that run, load or replace something whatever their attributes. */
const loading = new Set(
  `iframe frame frameset object embed applet base meta link isindex bgsound layer ilayer math svg portal handler listener
  animate animatetransform animatemotion set foreignobject noscript template xmp plaintext xss style marquee keygen
  use image body html head import fencedframe stylesheet feimage rect circle ?import ?xml:namespace`.split(
    /\s+/,
  ),
)
/** Harmless alone, but tags that attackers bring because they load or take input. */
const suspicious = new Set(
  'img form input button textarea video audio source track details dialog select picture area map isindex title comment noembed noframes'.split(
    ' ',
  ),
)
/** Tags of text and layout. */
const plainTags = new Set(
  'a abbr b big blink br center code div em font h1 h2 h3 h4 h5 h6 hr i label li ol p pre q s section small span strike strong sub sup table tbody td th tr tt u ul x'.split(
    ' ',
  ),
)
const addresses = new Set(
  'src href xlink:href action formaction data background poster lowsrc dynsrc srcdoc to from values by content location folder classid codebase code archive ping manifest profile usemap cite longdesc icon srcset url value param style handler onload'.split(
    ' ',
  ),
)
const event = /^[\W_]{0,4}on[a-z]{3,40}$/
const template =
  /^(?:ng-(?!href$|src$|class$|model$|app$)[\w-]+|v-(?:on|html|bind)[\w:.-]*|x-(?:on|data|init|html)[\w:.-]*|@[a-z][\w.-]*|data-ng-\w+|\[\w+\]|\(\w+\))$/

/** Would a browser take this as an address that is script? Blanks, control characters and escapes do not save it. */
export function isScriptAddress(value: string): boolean {
  const bare = value
    .slice(0, 400)
    .replace(/\\(?:0{0,4}([0-9a-f]{2})\s?|([^0-9a-f]))/gi, (_, hex?: string, char?: string) =>
      hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (char ?? ''),
    )
    .replace(/[\s\x00-\x20\u00a0\u2028\u2029\u200b\ufeff]/g, '')
    .toLowerCase()
  return /^[\W\d]{0,12}(?:url\(|\w{0,8};url=)?["'`]?(?:feed:|view-source:|jar:|x:|url:|wyciwyg:)?(?:javascript|jscript|vbscript|livescript|mocha|ecmascript)(?::|&colon|%3a)|^["'`]?(?:\d?;?url=)?["'`]?data:(?:text\/(?:html|xml|javascript|xsl)|application\/(?:xhtml|xml|javascript|x-javascript)|image\/svg\+xml|,|;|[^,]{0,40}<|[^,]{0,30};base64,(?:phn2|phnj|pgh0|pd94|amf2|ywxl|pgltz|pgjv|pgiv|pgft))/.test(
    bare,
  )
}

const activeStyle =
  /expression\s*\(|-moz-binding|behaviou?r\s*:|@import|javascript\s*:|vbscript\s*:|(?:-webkit-|-o-|-moz-)?(?:animation|transition)(?:-name)?\s*:|-o-link|\burl\s*\(\s*["']?\s*(?:java|vb|data:)/i

let lastText: string | undefined
let lastSigns: MarkupSigns = new Map()

/** Judges a decoded text. Pure; the last answer is kept because each signature asks for the same text. */
export function judgeMarkup(text: string): MarkupSigns {
  if (text === lastText) return lastSigns
  const signs = new Map<MarkupSign, Span>()
  const note = (sign: MarkupSign, span: Span): void => {
    if (!signs.has(sign)) signs.set(sign, { start: span.start, end: span.end })
  }
  const tags = tagsOf(text)
  for (const tag of tags) judgeTag(tag, note)
  const [first] = tags
  if (
    first &&
    (suspicious.has(first.name) || plainTags.has(first.name) || loading.has(first.name)) &&
    first.name !== '?xml' &&
    /^[\s"'`>)}\];/,-]*$/.test(text.slice(0, first.start)) &&
    first.attributes.some(isOdd)
  )
    note('leading-tag', first)
  judgeBreakout(text, note)
  lastText = text
  lastSigns = signs
  return signs
}

/** An attribute that plain formatting does not need. */
function isOdd({ name, value }: { readonly name: string; readonly value: string }): boolean {
  if (inert.test(name)) return false
  if (name === 'style') return /[{}[\]]|url\s*\(|\\|\/\*|[^\x00-\x7f]/.test(value)
  if (name === 'href' || name === 'src')
    return !/^(?:https?:\/\/[\w.-]+\.[a-z]{2,}(?:[/?#:]|$)|\/\w|\/$|\.{1,3}$|\.{1,2}\/|#|mailto:|[\w-]+\.\w+$)/i.test(
      value,
    )
  return value !== ''
}

type Note = (sign: MarkupSign, span: Span) => void

function judgeTag(tag: Tag, note: Note): void {
  if (script.test(tag.name)) note('script-tag', tag)
  for (const { name, value } of tag.attributes) {
    if ((event.test(name) && value !== '') || template.test(name)) note('event-attribute', tag)
    if ((addresses.has(name) || value.length > 10) && isScriptAddress(value)) note('script-address', tag)
    if (name === 'style' && activeStyle.test(unescapeCss(value))) note('active-style', tag)
    if (/^(?:srcdoc|formaction|datasrc|datafld|dataformatas|ev:event|ev:handler)$/.test(name))
      note('loading-tag', tag)
  }
  if (tag.isClosing && rawText.test(tag.name)) note('raw-text-end', tag)
  if (/^[!?]/.test(tag.name) && !loading.has(tag.name)) return
  if (loading.has(tag.name)) {
    const isInert =
      tag.isClosing || (/^(?:body|html|head|meta|link|title)$/.test(tag.name) && tag.attributes.length === 0)
    note(isInert ? 'any-tag' : 'loading-tag', tag)
  }
  if (suspicious.has(tag.name) || tag.isClosing || tag.attributes.some(({ value }) => value !== ''))
    note('any-tag', tag)
}

/** CSS escapes and comments inside a style: `exp\65ssion`, `ex/*x*​/pression`. */
function unescapeCss(style: string): string {
  return style
    .replace(/\/\*.{0,200}?\*\//g, '')
    .replace(/\\0{0,4}([0-9a-f]{2})\s?/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\\', '')
    .replaceAll('\0', '')
}

/** A quote or bracket that leaves an attribute's value, and an event attribute behind it: no tag is needed. */
const breakout =
  /["'`>)}\s/;]\s{0,20}\/{0,3}(on[a-z]{3,30}|style|formaction|autofocus|href|src|accesskey)[\s\x00-\x20/]{0,20}=/gi

function judgeBreakout(text: string, note: Note): void {
  breakout.lastIndex = 0
  for (let match = breakout.exec(text); match; match = breakout.exec(text)) {
    const name = (match[1] ?? '').toLowerCase()
    const { attributes } = attributesOf(text, match.index + match[0].lastIndexOf(match[1] ?? ''))
    const value = attributes[0]?.value ?? ''
    const span = {
      start: match.index,
      end: Math.min(text.length, match.index + match[0].length + value.length),
    }
    if (name.startsWith('on')) {
      const isBrokenOut = /["'`]/.test(text.slice(0, match.index + 1))
      if (acts.test(value) || (isBrokenOut && knownEvent.test(name) && value !== ''))
        note('broken-out-attribute', span)
    } else if (isScriptAddress(value) || (name === 'style' && activeStyle.test(unescapeCss(value)))) {
      note('broken-out-attribute', span)
    }
  }
}

/** Code rather than a word: a call, an assignment, a member, a template string. */
const acts =
  /[\w$\])]\s*(?:\(|`|\?\.)|javascript:|\b(?:location|document|window|cookie|name|top|self)\b\s*[.=[]|^\s*["'`]?\s*(?:alert|prompt|confirm|eval|import)\b/i
const knownEvent =
  /^on(?:error|load\w*|unload|click|dblclick|mouse\w+|focus\w*|blur|key\w+|input|change|submit|reset|select\w*|toggle|scroll\w*|wheel|drag\w*|drop|copy|cut|paste|begin|end|repeat|start|finish|bounce|animation\w+|transition\w+|pointer\w+|touch\w+|resize|hashchange|message|popstate|page\w+|readystatechange|contextmenu|search|canplay\w*|play\w*|pause|progress|ended|loaded\w+|timeupdate|volumechange|waiting|invalid|before\w+|after\w+|auxclick|show|propertychange|filterchange|activate|deactivate|move\w*|row\w+|cell\w+|data\w+|help|losecapture|outofsync|stop|storage|undo|redo|url\w*|zoom|webkit\w+|cuechange|fullscreen\w+|online|offline|rejectionhandled|unhandledrejection|location|content\w+)$/i
