import type { Detector, Span } from './detector.ts'
import { isScriptAddress } from './markup/judge.ts'
import { markupSignatures } from './markup/signatures.ts'
import { within } from './matching/within.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const

const buildsFunction = /constructor|\$eval|\$on\.|toString\(\)|\[\]\.|prototype|fromCharCode|alert\(|orderBy/i
const scriptOfSigns =
  /\[\]\[\(?[!+["'[]|(?:!\[\]|\+\[\]|\(!!?\[\]|\[!\[\]\])[+[\]()!]{6}|\$\{\s?(?:alert|prompt|confirm|eval)\s?[(`]/i

function findTemplate(text: string): Span | undefined {
  const braces = within(text, /\{\{[^{}]+/g, [buildsFunction])
  if (braces) return braces
  const match = scriptOfSigns.exec(text)
  return match ? { start: match.index, end: match.index + match[0].length } : undefined
}

export const xss: Detector = {
  id: 'xss',
  type: 'xss',
  title: 'Cross-site scripting',
  summary: 'Text that a page would hand to its readers as script: tags, event attributes, script addresses.',
  severity: 'high',
  attack: ['T1189', 'T1059.007'],
  cwe: ['CWE-79', 'CWE-80'],
  capec: ['CAPEC-63', 'CAPEC-588', 'CAPEC-591', 'CAPEC-592'],
  references: [
    'https://owasp.org/www-community/attacks/xss/',
    'https://portswigger.net/web-security/cross-site-scripting/cheat-sheet',
    'https://capec.mitre.org/data/definitions/63.html',
  ],
  falsePositives: [
    'Editors that post whole HTML documents in the address',
    'Searches for a script tag or for code that calls alert()',
  ],
  signatures: [
    ...markupSignatures,
    {
      id: 'xss-other-charset',
      title: 'a tag in UTF-7 or seven-bit letters',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ['adw-', '\xbc'],
      patterns: [/(?:^|[+\s])ADw-\s?\/?[a-zA-Z]{2}/, /\xbc\s?\/?[a-z]{3}[^\xbc\xbe]*\xbe/i],
      confidence: 0.8,
      matches: ['q=%2BADw-script%2BAD4-', 'q=+ADw-img+src=x+AD4-', 'q=%C2%BCscript%C2%BE'],
      ignores: ['q=1%C2%BC', 'q=ADw-500', 'q=%C2%BC+cup+and+%C2%BD'],
    },
    {
      id: 'xss-script-url',
      title: 'a value that is a script address',
      fields: ['query', 'body', 'path', 'referer'],
      view: 'decoded',
      signs: [
        'script:',
        'script :',
        'data:',
        'mocha:',
        'script&',
        'script%',
        'j a',
        'ja v',
        'jav a',
        'java s',
        'javas c',
        'javasc r',
        'javascr i',
        'javascri p',
        'javascrip t',
        'java\\',
        '\\',
      ],
      structure: 'the whole value is a javascript:, vbscript: or data: address with code in it',
      find(text) {
        if (!isScriptAddress(text) || /script\s{0,4}:\s{1,4}[a-z]{2,20}\s[a-z]/i.test(text)) return undefined
        if (/^\W{0,3}javascript:\s?(?:void\(0\);?|;|#|$)/i.test(text)) return undefined
        return { start: 0, end: text.length }
      },
      confidence: 0.85,
      matches: [
        'url=javascript:alert(1)',
        'url=java%0ascript:alert(1)',
        'url=data:text/html;base64,PHNjcmlwdD4=',
      ],
      ignores: [
        'q=javascript:+the+good+parts',
        'q=javascript',
        'src=data:image/png;base64,iVBORw0KGgo=',
        'href=javascript:void(0)',
      ],
    },
    {
      id: 'xss-script-url-inside',
      title: 'a script address inside a value',
      fields: everywhere,
      view: 'decoded',
      quietIn: ['prose'],
      signs: ['javascript:', 'vbscript:', 'javascript :'],
      patterns: [
        /(?:java|vb)script\s?:(?!\s?(?:void\(|history\.|window\.(?:print|close|history)|print\(|close\())\s?(?:\/[/*]|%0a|["'`+(!~{[]|[\w$.[\]'"]{1,28}\s?[(`=])/i,
      ],
      confidence: 0.7,
      matches: ['q=x+javascript:alert(1)', 'q=javascript://%250aalert(1)', 'q="-javascript:eval(x)'],
      ignores: ['q=javascript:void', 'q=learn+javascript:+basics', 'q=javascript'],
    },
    {
      id: 'xss-call',
      quietIn: ['prose'],
      title: 'a script call that proves or steals',
      fields: everywhere,
      view: 'decoded',
      signs: [
        'alert',
        'prompt',
        'confirm',
        'eval',
        'settimeout',
        'setinterval',
        'fromcharcode',
        'atob',
        'execscript',
        'import(',
      ],
      patterns: [
        /(?:^|[\W_])(?:alert|prompt|confirm|eval(?! \(eval at)|execScript|setTimeout|setInterval|atob|print)\)?\s{0,3}(?:\?\.)?(?:\(|`|&lpar;)\s{0,3}(?:\d{1,12}\s{0,3}[)`]|['"`/\\]|document|window|this|self|top|location|name\b|String|atob|unescape|decodeURI|eval|alert|\))/i,
        /(?:^|[\W_])(?:alert|prompt|confirm|eval(?! \(eval at)|execScript|setTimeout|setInterval|atob|print)\)?\s{0,3}(?:\?\.)?(?:\(|`|&lpar;)\s{0,3}[a-z]{1,20}[.[(+]/i,
        /(?:^|[\W_])(?:alert|prompt|confirm|eval)\([a-z]{1,20}\)/i,
        /\.(?:find|map|forEach|some|every|filter|sort|reduce)\s?\(\s?(?:alert|prompt|confirm|eval|print)\b/i,
        /fromCharCode\s?[(,]/i,
        /\bimport\s?\(\s?['"`]\s?(?:\/\/|https?:|data:)/i,
      ],
      confidence: 0.6,
      matches: [
        "q=';alert(document.cookie)//",
        'q=eval(atob(1))',
        "q='-alert(1)-'",
        'q=String.fromCharCode(88,83)',
      ],
      ignores: ['q=alert+box+examples', 'q=confirm+(email)', 'q=fire+alert+(system)', 'q=1alert(1)'],
    },
    {
      id: 'xss-page-access',
      quietIn: ['prose'],
      title: 'script that reaches for the page or its cookies',
      fields: everywhere,
      view: 'decoded',
      signs: [
        'document',
        'window',
        'location',
        'innerhtml',
        'localstorage',
        'constructor',
        'globalthis',
        'self[',
        'top[',
        'parent[',
        'frames[',
        'this[',
        'xmlhttprequest',
        'fetch(',
        'new image',
        'outerhtml',
        'sendbeacon',
      ],
      patterns: [
        /\bdocument\s?(?:\.|\[\s?['"`])\s?(?:cookie|location|write(?:ln)?|domain|body|documentElement|createElement|referrer|forms|URL|defaultView)/i,
        /\b(?:window|self|top|parent|frames|this|globalThis)\s?\.\s?(?:location\s?(?:=|\[|\.\s?\w{4,8}\s?[=(])|open\s?\(|name\s?=|onerror|eval\s?\(|alert\s?\(|document|localStorage)/i,
        /\b(?:window|self|top|parent|frames|this|globalThis)\s?\[\s?(?:['"`/(+\\]|\w{1,20}\.)/i,
        /(?:^|[;"'`>\s(])location\s?(?:=\s?['"`\w]{1,20}[:/.(+]|\.\s?(?:href|hash|replace|assign)\s?[=(])/i,
        /\.(?:inner|outer)HTML\s?[=+]|localStorage\.(?:get|set)/i,
        /(?:constructor|\["?constructor"?\])\s?[.([]\s?["'`]?(?:constructor|alert|return)/i,
        /new\s(?:XMLHttpRequest|Image|Function)\s?[(;]|navigator\.sendBeacon|fetch\s?\(\s?['"`](?:https?:)?\/\//i,
      ],
      confidence: 0.6,
      matches: ["q=x'%2Bdocument.cookie", 'q=";window.location="//x', "q=self['ale'%2B'rt'](1)"],
      ignores: [
        'q=document+templates',
        'q=window+cleaning+location',
        'q=top+10+parents',
        'q=new+image+gallery',
      ],
    },
    {
      id: 'xss-template',
      title: 'a client-side template that builds a function',
      fields: everywhere,
      view: 'decoded',
      signs: ['{{', '[]', '[+', '![', '${'],
      structure:
        'double braces that name what builds a function; `${alert(`; script written in `[]()!+` alone',
      find: findTemplate,
      confidence: 0.75,
      matches: [
        "q={{constructor.constructor('alert(1)')()}}",
        'q=(![]%2B[])[%2B[]]%2B(![]%2B[])',
        'q=${alert(1)}',
      ],
      ignores: ['q={{name}}', 'filter[]=1&filter[]=2', 'q=${price}'],
    },
    {
      id: 'xss-script-obfuscated',
      title: 'the word script or javascript taken apart by control characters',
      fields: everywhere,
      view: 'decoded',
      signs: ['\t', '\n', '\r', '\0', '\x01', '\x02', '\x03', '\x04', '\x05', '\x06', '\x07', '\x08'],
      patterns: [
        /j[\0-\r]{0,2}a[\0-\r]{0,2}v[\0-\r]{0,2}a[\0-\r]{0,2}s[\0-\r]{0,2}c[\0-\r]{0,2}r[\0-\r]{0,2}i[\0-\r]{0,2}p[\0-\r]{0,2}t[\0-\r ]{0,4}:/i,
        /v[\0-\r]{0,3}b[\0-\r]{0,3}s[\0-\r]{0,3}c[\0-\r]{0,3}r[\0-\r]{0,3}i[\0-\r]{0,3}p[\0-\r]{0,3}t[\0-\r ]{0,4}:/i,
        /<\s?s[\0-\r]{1,3}c[\0-\r]{0,3}r/i,
      ],
      confidence: 0.7,
      matches: ['q=java%09script:x', 'q=%22java%00script:', 'q=<s%00cript>'],
      ignores: ['q=java+script', 'q=java%0Ascala', 'q=javascript'],
    },
    {
      id: 'xss-style-import',
      quietIn: ['prose'],
      title: 'a style sheet that fetches or runs',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      signs: ['expression', '@import', '-moz-binding', 'behavior'],
      patterns: [
        /:\s?expression\s?\(|\bexpression\s?\(\s?(?:alert|document|window|eval|javascript)|@import\s{0,3}(?:['"]|url\s?\()|-moz-binding\s?:|\bbehaviou?r\s?:\s?url/i,
      ],
      confidence: 0.6,
      matches: ['q=width:expression(alert(1))', "q=@import'//x'", 'q=-moz-binding:url(x)'],
      ignores: ['q=regular+expression+(regex)', 'q=css+import', 'q=behavior:+good'],
    },
  ],
}
