import type { Span } from '../detector.ts'
import { attributeAt, type Tag, tagsOf } from './tags.ts'

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
const rawText = new Set(
  'title textarea style script xmp noscript noembed noframes iframe template plaintext select option'.split(
    ' ',
  ),
)
const inert = new Set(
  `class id width height border align valign title lang alt cellpadding cellspacing colspan rowspan target rel dir color
  size face name bgcolor role start type placeholder`.split(/\s+/),
)
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
const event = /^[\W_]{0,4}on[a-z]{3,}$/
/** Attributes that AngularJS, Vue and Alpine run; Vue and Angular also write them `@click`, `[value]` and `(click)`. */
const template = /^(?:v-(?:on|html|bind)|x-(?:on|data|init|html)|data-ng-\w)/
const signed = /^(?:@[a-z][\w.-]*|\[\w+\]|\(\w+\))$/
const plainAngular = new Set(['ng-href', 'ng-src', 'ng-class', 'ng-model', 'ng-app'])

const isTemplate = (name: string): boolean =>
  template.test(name) || signed.test(name) || (/^ng-[\w-]/.test(name) && !plainAngular.has(name))

const scriptScheme =
  /^[\W\d]{0,12}(?:url\(|\w{0,8};url=)?["'`]?(?:feed:|view-source:|jar:|x:|url:|wyciwyg:)?(?:javascript|jscript|vbscript|livescript|mocha|ecmascript)(?::|&colon|%3a)/
const dataScheme = /^["'`]?(?:\d?;?url=)?["'`]?data:/
const activeMedia =
  /^(?:text\/(?:html|xml|javascript|xsl)|application\/(?:xhtml|xml|javascript|x-javascript)|image\/svg\+xml|,|;)/
/** Base64, in lower case, of what begins with `<script`, `<svg`, `<?xml`, `javascript` and the like. */
const activeBase64 = /^(?:phn2|phnj|pgh0|pd94|amf2|ywxl|pgltz|pgjv|pgiv|pgft)/

/** Would a browser take this as an address that is script? Blanks, control characters and escapes do not save it. */
export function isScriptAddress(value: string): boolean {
  const bare = value
    .slice(0, 400)
    .replace(/\\(?:0{0,4}([0-9a-f]{2})\s?|([^0-9a-f]))/gi, (_, hex?: string, char?: string) =>
      hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (char ?? ''),
    )
    .replace(/[\s\x00-\x20\u00a0\u2028\u2029\u200b\ufeff]/g, '')
    .toLowerCase()
  return scriptScheme.test(bare) || isActiveData(bare)
}

/** A data: address whose content a browser runs: by its type, by markup in place of a type, or by how its base64 begins. */
function isActiveData(address: string): boolean {
  const scheme = dataScheme.exec(address)?.[0]
  if (scheme === undefined) return false
  const [media = '', content = ''] = address.slice(scheme.length).split(',', 2)
  return (
    activeMedia.test(address.slice(scheme.length)) ||
    media.includes('<') ||
    (media.endsWith(';base64') && activeBase64.test(content))
  )
}

/** Over a style without blanks. */
const activeStyle =
  /expression\(|-moz-binding|behaviou?r:|@import|(?:java|vb)script:|(?:animation|transition)(?:-name)?:|-o-link|url\(["']?(?:java|vb|data:)/i

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

const plainSite = /^https?:\/\/[\w.-]+\.[a-z]{2,}(?:[/?#:]|$)/i
const plainPath = /^(?:\/\w|\/$|\.{1,3}$|\.{1,2}\/|#|mailto:|[\w-]+\.\w+$)/i

/** An attribute that plain formatting does not need. */
function isOdd({ name, value }: { readonly name: string; readonly value: string }): boolean {
  if (inert.has(name) || /^(?:data|aria)-/.test(name)) return false
  if (name === 'style') return /[{}[\]]|url\s*\(|\\|\/\*|[^\x00-\x7f]/.test(value)
  if (name === 'href' || name === 'src') return !plainSite.test(value) && !plainPath.test(value)
  return value !== ''
}

type Note = (sign: MarkupSign, span: Span) => void

function judgeTag(tag: Tag, note: Note): void {
  if (script.test(tag.name)) note('script-tag', tag)
  for (const { name, value } of tag.attributes) {
    if ((event.test(name) && value !== '') || isTemplate(name)) note('event-attribute', tag)
    if ((addresses.has(name) || value.length > 10) && isScriptAddress(value)) note('script-address', tag)
    if (name === 'style' && activeStyle.test(foldCss(value))) note('active-style', tag)
    if (/^(?:srcdoc|formaction|datasrc|datafld|dataformatas|ev:event|ev:handler)$/.test(name))
      note('loading-tag', tag)
  }
  if (tag.isClosing && rawText.has(tag.name)) note('raw-text-end', tag)
  if (/^[!?]/.test(tag.name) && !loading.has(tag.name)) return
  if (loading.has(tag.name)) {
    const isInert =
      tag.isClosing || (/^(?:body|html|head|meta|link|title)$/.test(tag.name) && tag.attributes.length === 0)
    note(isInert ? 'any-tag' : 'loading-tag', tag)
  }
  if (suspicious.has(tag.name) || tag.isClosing || tag.attributes.some(({ value }) => value !== ''))
    note('any-tag', tag)
}

/** A style without escapes, comments and blanks: `exp\65ssion`, `ex/*x*​/pression`. */
function foldCss(style: string): string {
  return withoutComments(style)
    .replace(/\\0{0,4}([0-9a-f]{2})\s?/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/[\\\0\s]/g, '')
}

function withoutComments(style: string): string {
  let out = ''
  let at = 0
  for (let open = style.indexOf('/*'); open !== -1; open = style.indexOf('/*', at)) {
    const close = style.indexOf('*/', open + 2)
    if (close === -1) break
    out += style.slice(at, open)
    at = close + 2
  }
  return out + style.slice(at)
}

/** A quote or bracket that leaves an attribute's value, and an event attribute behind it: no tag is needed. */
const breakout = /["'`>)}\s/;](?=on[a-z]{3}|style|formaction|autofocus|href|src|accesskey)/gi
const brokenInto = /^(?:on[a-z]{3,}|style|formaction|autofocus|href|src|accesskey)$/

function judgeBreakout(text: string, note: Note): void {
  for (const { index } of text.matchAll(breakout)) {
    const attribute = attributeAt(text, index + 1)
    if (!attribute || !brokenInto.test(attribute.name)) continue
    const { name, value, end } = attribute
    const span = { start: index, end }
    if (name.startsWith('on')) {
      const isBrokenOut = /["'`]/.test(text.slice(0, index + 1))
      if (acts(value) || (isBrokenOut && isKnownEvent(name) && value !== ''))
        note('broken-out-attribute', span)
    } else if (isScriptAddress(value) || (name === 'style' && activeStyle.test(foldCss(value)))) {
      note('broken-out-attribute', span)
    }
  }
}

/** Code rather than a word: a call, an assignment, a member, a template string. */
function acts(value: string): boolean {
  const text = value.replace(/\s+/g, ' ')
  return (
    /[\w$\])] ?(?:[(`]|\?\.)/.test(text) ||
    /javascript:/i.test(text) ||
    /\b(?:location|document|window|cookie|name|top|self) ?[.=[]/i.test(text) ||
    /^ ?["'`]? ?(?:alert|prompt|confirm|eval|import)\b/i.test(text)
  )
}

const knownEvents = new Set(
  `error unload click dblclick blur input change submit reset toggle wheel drop copy cut paste begin end repeat start
  finish bounce resize hashchange message popstate readystatechange contextmenu search pause progress ended timeupdate
  volumechange waiting invalid auxclick show propertychange filterchange activate deactivate help losecapture outofsync
  stop storage undo redo zoom cuechange online offline rejectionhandled unhandledrejection location`.split(
    /\s+/,
  ),
)
const eventFamily =
  /^on(?:load|mouse|focus|key|select|scroll|drag|animation|transition|pointer|touch|page|canplay|play|before|after|move|row|cell|data|url|webkit|fullscreen|content)/

/** An event attribute, in lower case, that some browser knows. */
const isKnownEvent = (name: string): boolean => knownEvents.has(name.slice(2)) || eventFamily.test(name)
