import type { Signature } from '../detector.ts'
import { judgeMarkup, type MarkupSign } from './judge.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const

function markup(
  sign: MarkupSign,
  structure: string,
  signature: Omit<Signature, 'view' | 'patterns' | 'structure' | 'find' | 'fields'>,
): Signature {
  return {
    fields: everywhere,
    ...signature,
    view: 'decoded',
    structure,
    find: (text) => judgeMarkup(text).get(sign),
  }
}

/** Markup that a page would act on: what a browser's tokeniser makes of the text. */
export const markupSignatures: readonly Signature[] = [
  markup('script-tag', 'a tag named script, with whatever browsers forgive in it', {
    id: 'xss-script-tag',
    quietIn: ['prose'],
    title: 'a script tag',
    signs: ['<'],
    confidence: 0.95,
    matches: [
      'q=%3Cscript%3Ealert(1)%3C/script%3E',
      'q=<SCRIPT/x>',
      'q=%253Cscript%2520src=//x%253E',
      'q=&lt;/script&gt;&lt;script&gt;',
    ],
    ignores: ['q=script+tag', 'q=1+<+2', 'q=a<transcript'],
  }),
  markup('event-attribute', 'a tag with an event attribute, or with one that a template engine runs', {
    id: 'xss-event-attribute',
    title: 'a tag with an event attribute',
    signs: ['<'],
    confidence: 0.9,
    matches: ['q=%3Cimg+src=x+onerror=alert(1)%3E', 'q=<svg/onload=alert(1)>', 'q=<x%0Aonclick%0A=%0Aa()>y'],
    ignores: ['q=%3Cp%3Ebased+on+one%3C/p%3E', 'online=1&once=2', 'q=I+%3C3+on+time'],
  }),
  markup('script-address', 'a tag whose address is script: javascript:, vbscript:, data: with markup', {
    id: 'xss-script-address',
    title: 'a tag with a script address',
    signs: ['<'],
    confidence: 0.9,
    matches: [
      'q=<a+href=javascript:alert(1)>x',
      'q=<a+href="java%0ascript:a()">',
      'q=<embed+src=data:text/html;base64,PHNjcmlwdD4=>',
    ],
    ignores: [
      'q=<a+href="https://example.org/">x</a>',
      'q=<img+src="data:image/png;base64,iVBO">',
      'q=javascript+<b>book</b>',
    ],
  }),
  markup('loading-tag', 'a tag that runs, loads or replaces something by itself', {
    id: 'xss-loading-tag',
    quietIn: ['prose'],
    title: 'a tag that loads or runs something',
    signs: ['<'],
    confidence: 0.6,
    matches: [
      'q=%3Ciframe+src=//x%3E',
      'q=<svg>',
      'q=<object data=x>',
      'q=<meta+http-equiv=refresh+content=0>',
    ],
    ignores: ['q=a+<+b', 'q=list<string>', 'q=<username>', 'q=<b>bold</b>'],
  }),
  markup('active-style', 'a style that runs script or fetches', {
    id: 'xss-style',
    title: 'script inside a style',
    signs: ['<'],
    confidence: 0.7,
    matches: [
      'q=<b+style="width:expression(alert(1))">',
      'q=<x+style=-moz-binding:url(//x)>',
      'q=<x+style="animation-name:y">',
    ],
    ignores: ['q=<b+style="color:red">x</b>', 'style=modern', 'q=regular+expression'],
  }),
  markup(
    'broken-out-attribute',
    'a quote that leaves an attribute, and an event attribute or script address behind it',
    {
      id: 'xss-attribute-breakout',
      title: 'an event attribute behind a closing quote',
      signs: [
        ' on',
        '"on',
        "'on",
        '`on',
        '/on',
        '>on',
        ';on',
        ')on',
        '}on',
        ' style',
        ' src',
        ' href',
        ' formaction',
        '"style',
        "'style",
        '/style',
        '/src',
        '/href',
      ],
      confidence: 0.85,
      matches: [
        'q=%22+onmouseover=%22alert(1)',
        "q='/onfocus=a()/autofocus='",
        'q=x%22+onerror%3Dalert(1)+y',
      ],
      ignores: ['q=%22based+on+one%22', 'url=/a?on=1;once=2', 'q=%22comes+on%22+time=5'],
    },
  ),
  markup('any-tag', 'any other tag with attributes', {
    id: 'xss-any-tag',
    quietIn: ['prose'],
    title: 'markup in a parameter',
    signs: ['<'],
    confidence: 0.25,
    why: 'Editors and forums send harmless tags: it counts only with another sign.',
    matches: ['q=<img+src=x>', 'q=<a+href=x>', 'q=<input+value=x>'],
    ignores: ['q=a<b', 'q=1<2=3', 'q=<john+smith>'],
  }),
  markup('leading-tag', 'a value that begins with a tag whose attributes plain formatting does not need', {
    id: 'xss-leading-tag',
    quietIn: ['prose'],
    title: 'a value that begins with a tag',
    signs: ['<'],
    confidence: 0.25,
    why: 'Prose that mentions a tag begins with words; an injection begins with the tag.',
    matches: ['q=<input+value=x>', 'q="><img+src=x>', 'q=<a+href=//x>'],
    ignores: ['q=<span+class="a">b</span>', 'q=how+to+<input+type=text>', 'q=<b>bold</b>'],
  }),
  markup('raw-text-end', 'the end of an element whose content is text until it ends', {
    id: 'xss-raw-text-end',
    title: 'the end of a title, text area, style or the like',
    signs: ['</'],
    confidence: 0.5,
    matches: ['q=</title>', 'q=x</textarea>', 'q=</xmp>'],
    ignores: ['q=</b>', 'q=title', 'q=a</p>'],
  }),
]
