import type { Detector } from './detector.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent'] as const

export const xss: Detector = {
  id: 'xss',
  type: 'xss',
  title: 'Cross-site scripting',
  summary: 'Text that a page would hand to its readers as script: tags, event attributes, script addresses.',
  severity: 'high',
  attack: ['T1189', 'T1059.007'],
  cwe: ['CWE-79'],
  references: [
    'https://owasp.org/www-community/attacks/xss/',
    'https://portswigger.net/web-security/cross-site-scripting/cheat-sheet',
  ],
  falsePositives: ['Editors that post HTML in the address', 'Forums where code is searched for'],
  signatures: [
    {
      id: 'xss-script-tag',
      title: 'a script tag',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /<[\s/"'`]{0,5}(?:[\w-]{1,20}:)?s[\s/]{0,3}c[\s/]{0,3}r[\s/]{0,3}i[\s/]{0,3}p[\s/]{0,3}t(?![a-z-])|<\/script/i,
      confidence: 0.95,
      matches: ['q=%3Cscript%3Ealert(1)%3C/script%3E', 'q=<SCRIPT/x>', 'q=%253Cscript%2520src=//x%253E'],
      ignores: ['q=script+tag', 'q=1+<+2', 'q=a<scripting'],
    },
    {
      id: 'xss-event-attribute',
      title: 'an event attribute',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /(?:<[^>]{0,400}?|["'`][^<>]{0,200}?)[\s/"'`;\x00-\x20\xa0]on[a-z]{3,30}[\s\x00-\x20/]{0,10}=[\s"'`]{0,5}[^\s"'&=]/i,
      confidence: 0.85,
      matches: [
        'q=%3Cimg+src=x+onerror=alert(1)%3E',
        'q=%22+onmouseover=%22alert(1)',
        'q=<svg/onload=alert(1)>',
      ],
      ignores: ['q=%22based+on+one%22', 'online=1&once=2', 'q=I+%3C3+on+time'],
    },
    {
      id: 'xss-script-address',
      title: 'a javascript:, vbscript: or data: address',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /(?:^|[=:\s"'`(<>/,;\x00-\x20])(?:j[\s\x00-\x20]{0,3}a[\s\x00-\x20]{0,3}v[\s\x00-\x20]{0,3}a[\s\x00-\x20]{0,3}s[\s\x00-\x20]{0,3}c[\s\x00-\x20]{0,3}r[\s\x00-\x20]{0,3}i[\s\x00-\x20]{0,3}p[\s\x00-\x20]{0,3}t|vbscript|livescript|mocha|ecmascript)[\s\x00-\x20]{0,3}:(?!$|\s?void\(0\)|\s[a-z]{3,20}\s)|data:(?:text\/html|application\/xhtml|image\/svg\+xml|text\/xml)[;,]|\bdata:[\w/]{0,20};base64,PH[NB]j/i,
      confidence: 0.85,
      matches: [
        'url=javascript:alert(1)',
        'url=java%0ascript:alert(1)',
        'url=data:text/html;base64,PHNjcmlwdD4=',
      ],
      ignores: ['q=javascript:+the+good+parts', 'q=javascript', 'src=data:image/png;base64,iVBORw0KGgo='],
    },
    {
      id: 'xss-active-tag',
      title: 'a tag that loads or runs something',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /<[\s/"'`]{0,3}(?:iframe|frame|frameset|object|embed|applet|meta|link|base|svg|math|isindex|bgsound|layer|ilayer|xml|form|input|button|textarea|keygen|marquee|video|audio|source|track|details|template|noscript|xss|body|html|style|image|animate|animatetransform|set|foreignobject|portal|dialog|select|table|img|picture|input|area|map|handler|listener|import|comment|plaintext|xmp|title|noembed|noframes)(?:[\s/>"'`\x00-\x20%]|$)/i,
      confidence: 0.6,
      matches: ['q=%3Ciframe+src=//x%3E', 'q=<svg>', 'q=<object data=x>', 'q=%22%3E%3Cimg+src=x%3E'],
      ignores: ['q=a+<+b', 'q=I+%3C3+you', 'q=<username>', 'q=list<string>'],
    },
    {
      id: 'xss-attribute-break',
      title: 'a quote that leaves an attribute and opens a tag',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      pattern: /["'`][\s/]{0,5}>[^<]{0,40}<[\s/]{0,3}[a-z!?]/i,
      confidence: 0.35,
      matches: ['q=%22%3E%3Cb%3E', "q='><u>"],
      ignores: ['q=5%22+%3E+4%22', 'q=%22a%22>b'],
    },
    {
      id: 'xss-dom',
      title: 'script that reaches for the page or its cookies',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /\b(?:document|window|self|top|parent|frames|this|globalThis)\s?(?:\.|\[\s?['"`])\s?(?:cookie|location|write|writeln|domain|body|documentElement|createElement|eval|alert|localStorage|open|name|onerror|referrer|forms|execScript|setTimeout)|\b(?:alert|prompt|confirm|eval|setTimeout|setInterval|execScript|expression|atob|unescape|fromCharCode)\)?(?:[(`[]|\?\.\()\s?[\d'"`/(]?\s?(?:\d|document|window|this|self|top|location|String|atob|unescape|xss|['"`/]|\)|name|[a-z]{1,12}\))|\.(?:innerHTML|outerHTML|srcdoc|constructor\s?[([]|fromCharCode\s?\()|\bnew\s{1,3}(?:Function|Image|XMLHttpRequest)\s?\(|\bimport\s?\(\s?['"`]/i,
      confidence: 0.6,
      matches: ["q=';alert(document.cookie)//", 'q=eval(atob(1))', 'q=window.location=x', "q='-alert(1)-'"],
      ignores: ['q=alert+box+examples', 'q=document+templates', 'q=confirm+(email)', 'q=top+10+parents'],
    },
    {
      id: 'xss-style',
      title: 'script inside a style',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /\bexpression\s?\(|(?:-moz-binding|behaviou?r)\s?:\s?url|@import\s{0,3}(?:['"(]|url)|style\s?=\s?[^&]{0,80}(?:url\s?\(|animation|transition|:\s?expr)|\bbackground(?:-image)?\s?[:=]\s?["']?\s?url?\s?\(?\s?javascript/i,
      confidence: 0.6,
      matches: ['q=style=width:expression(alert(1))', "q=@import'//x'", 'q=-moz-binding:url(x)'],
      ignores: ['q=regular+expression', 'style=modern', 'q=css+import'],
    },
    {
      id: 'xss-template',
      title: 'a client-side template that builds a function',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /\{\{[^}]{0,200}(?:constructor|alert|\$eval|\$on|toString\(\)|\[\]|prototype|fromCharCode)|\[\]\[\(?[!+[]|(?:!\[\]|\+\[\])[+[\]()!]{6,}|<[a-z-]{1,20}[^>]{0,60}(?:ng-|v-|x-on|@)[a-z.]{2,20}\s?=/i,
      confidence: 0.75,
      matches: ["q={{constructor.constructor('alert(1)')()}}", 'q=(![]%2B[])[%2B[]]%2B(![]%2B[])'],
      ignores: ['q={{name}}', 'filter[]=1&filter[]=2'],
    },
    {
      id: 'xss-odd-tag',
      title: 'any tag with attributes, a comment or declaration',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      pattern:
        /<[a-z][\w:-]{0,30}[\s/\x00-\x20][^<>]{0,300}=|<!(?:--|\[CDATA|doctype|element|attlist)|<\?(?:xml|import|php|=)|<%|<\/[a-z]{1,20}\s?[^>]{0,60}=|<!\[|<[a-z]{1,12}\/[a-z]/i,
      confidence: 0.5,
      matches: ['q=<a href=x>', 'q=<!--%23x', 'q=<x y=1', 'q=<b/style=x>'],
      ignores: ['q=a<b', 'q=1<2=3', 'q=<john+smith>'],
    },
  ],
}
