import type { Detector } from './detector.ts'

export const crlfInjection: Detector = {
  id: 'crlf-injection',
  type: 'crlf-injection',
  title: 'CRLF injection',
  summary: 'Line ends inside a value that would start a header, a response or a log line of its own.',
  severity: 'high',
  attack: ['T1190', 'T1070'],
  cwe: ['CWE-93', 'CWE-113', 'CWE-117'],
  references: [
    'https://owasp.org/www-community/vulnerabilities/CRLF_Injection',
    'https://owasp.org/www-community/attacks/HTTP_Response_Splitting',
  ],
  falsePositives: ['Forms of several lines that are sent in the address'],
  signatures: [
    {
      id: 'crlf-header',
      title: 'a line end, then a header',
      fields: ['query', 'path', 'referer', 'userAgent', 'user'],
      view: 'decoded',
      pattern:
        /[\r\n\u560a\u560d\u2028\u010a\u010d][\s\x00-\x20]{0,5}(?:set-cookie2?|location|content-(?:type|length|disposition|security-policy|encoding)|x-[a-z][a-z-]{2,40}|refresh|link|access-control-[a-z-]{3,30}|cache-control|transfer-encoding|host|cookie|referer|user-agent|authorization|status|connection|bcc|cc|to|from|subject|mime-version|reply-to)\s{0,3}[:=]/i,
      confidence: 0.9,
      matches: ['url=/%0d%0aSet-Cookie:a=b', 'to=x%0aLocation:+//evil', 'u=%E5%98%8A%E5%98%8DSet-Cookie:a'],
      ignores: ['text=line+one%0aline+two', 'q=set-cookie:+header'],
    },
    {
      id: 'crlf-response',
      title: 'a line end, then a whole response or request',
      fields: ['query', 'path', 'referer', 'userAgent'],
      view: 'decoded',
      pattern:
        /[\r\n]\s{0,3}(?:HTTP\/\d(?:\.\d)?\s{1,3}\d{3}|(?:GET|POST|PUT|DELETE|HEAD|OPTIONS)\s{1,3}\S{1,200}\s{1,3}HTTP\/)|(?:\r\n|\n)(?:\r\n|\n)\s{0,3}<(?:html|script|svg|body|h1)/i,
      confidence: 0.95,
      matches: ['q=%0d%0aHTTP/1.1+200+OK', 'q=x%0d%0a%0d%0a<script>'],
      ignores: ['q=HTTP/1.1+200+OK', 'q=a%0d%0a%0d%0ab'],
    },
    {
      id: 'crlf-in-path',
      title: 'an encoded line end in a path or an odd encoding of one',
      fields: ['path', 'query'],
      view: 'raw',
      pattern:
        /^\/[^?]{0,300}%(?:25){0,3}0[da]|%%0[da]|%25u000[da]|%u000[da]|%(?:25){1,3}0[da]%?(?:25)?|%0d%0a(?:%20)?[a-z-]{3,30}(?::|%3a)|%e5%98%8[ad]|\\r\\n[a-z-]{3,30}:|%23%0[da]/i,
      confidence: 0.6,
      matches: ['to=/%%0a0aSet-Cookie:x', 'to=/%25%30a%0d%0aX-Y:z', 'to=%250aSet-Cookie:x'],
      ignores: ['text=a%0d%0ab', 'q=%0D'],
    },
    {
      id: 'crlf-log-forging',
      title: 'a forged line of a log',
      fields: ['query', 'path', 'user', 'userAgent', 'referer'],
      view: 'decoded',
      pattern:
        /[\r\n]\s{0,3}(?:\d{1,3}(?:\.\d{1,3}){3}\s-\s|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[?(?:INFO|ERROR|WARN(?:ING)?|DEBUG|CRITICAL)\b[\]:\s]|(?:[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d))/,
      confidence: 0.8,
      severity: 'medium',
      matches: ['user=x%0a127.0.0.1+-+-+[x]', 'user=x%0d%0aINFO:+Login+of+admin'],
      ignores: ['text=on+2026-11-21+10:00', 'q=INFO:+x'],
    },
  ],
}
