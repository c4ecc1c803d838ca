import type { Detector } from './detector.ts'

export const ssi: Detector = {
  id: 'ssi',
  type: 'command-injection',
  title: 'Server-side include',
  summary: 'A directive that the web server or its cache runs while it delivers a page.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-97'],
  capec: ['CAPEC-101'],
  references: ['https://owasp.org/www-community/attacks/Server-Side_Includes_(SSI)_Injection'],
  falsePositives: ['Searches for directives on sites about web servers'],
  signatures: [
    {
      id: 'ssi-directive',
      title: 'an SSI or ESI directive',
      fields: ['query', 'body', 'path', 'referer', 'userAgent', 'user'],
      view: 'decoded',
      signs: ['<!--', '<!-', '<esi:', '#exec', '#echo', '#include', '#printenv'],
      patterns: [
        /<!-{1,2}\s{0,4}#\s{0,4}(?:exec|include|echo|config|set|if|elif|else|endif|printenv|flastmod|fsize|odbc|fastcgi|perl|email)\b/i,
        /<esi:\w|<!--\s?esi\b/i,
        /#(?:exec\s{1,3}cmd|include\s{1,3}(?:virtual|file)|echo\s{1,3}var)\s?=/i,
      ],
      confidence: 0.95,
      matches: [
        'x=<!--%23exec+cmd="ls"+-->',
        'x=<esi:include+src=//x/>',
        'x=<!--%23echo+var="DATE_LOCAL"-->',
      ],
      ignores: ['x=<!--+comment+-->', 'q=ssi+benefits', 'q=%23include+<stdio.h>'],
    },
  ],
}
