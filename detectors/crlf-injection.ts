import type { Detector } from './detector.ts'

const fields = ['query', 'path', 'referer', 'userAgent', 'user', 'body', 'host'] as const
const lineEnd = '[\\r\\n\\u560a\\u560d\\u2028\\u2029\\u010a\\u010d\\x85]'

export const crlfInjection: Detector = {
  id: 'crlf-injection',
  type: 'crlf-injection',
  title: 'CRLF injection',
  summary:
    'Line ends inside a value that would start a header, a response, a mail header or a log line of its own.',
  severity: 'high',
  attack: ['T1190', 'T1070'],
  cwe: ['CWE-93', 'CWE-113', 'CWE-117'],
  capec: ['CAPEC-34', 'CAPEC-105', 'CAPEC-93', 'CAPEC-134', 'CAPEC-183'],
  references: [
    'https://owasp.org/www-community/vulnerabilities/CRLF_Injection',
    'https://owasp.org/www-community/attacks/HTTP_Response_Splitting',
    'https://capec.mitre.org/data/definitions/105.html',
  ],
  falsePositives: ['Forms of several lines that quote headers'],
  signatures: [
    {
      id: 'crlf-response-header',
      title: 'a line end, then a header of a response',
      fields,
      view: 'decoded',
      signs: ['\n', '\r', '%e5%98%8', '%25e5%2598', '%e2%80%a', '%c4%8', '\x85'],
      patterns: [
        new RegExp(
          `${lineEnd}[\\s\\x00-\\x20]{0,8}(?:[\\w%]{0,6}set-cookie2?\\s{0,3}[:=]|(?:content-(?:type|length|disposition|security-policy|encoding|location)|access-control-[a-z-]{3,30}|cache-control|transfer-encoding|etag|set-cookie)\\s{0,3}:|location\\s{0,3}:\\s{0,4}(?:https?:|/|javascript:|\\w+\\.)|refresh\\s{0,3}:\\s{0,3}\\d|x-[a-z][a-z-]{1,40}\\s{0,3}:|(?:host|cookie|referer|link|vary|connection|expires|status)\\s{0,3}:\\s{0,3}[\\w<./%-]{2,80}(?:$|[\\r\\n;>])|[\\w-]{0,20}(?:crlf|inject|header|test)[\\w-]{0,20}\\s?[:=]\\s?\\w)`,
          'i',
        ),
      ],
      confidence: 0.85,
      matches: [
        'url=/%0d%0aSet-Cookie:a=b',
        'to=x%0aLocation:+//evil',
        'u=%E5%98%8A%E5%98%8DSet-Cookie:a',
        'u=%250d%250aX-Test:1',
      ],
      ignores: [
        'text=line+one%0aline+two',
        'q=set-cookie:+header',
        'text=Hello%0d%0aLocation:+Berlin+and+more',
      ],
    },
    {
      id: 'crlf-response',
      title: 'a line end, then a whole response or request',
      fields,
      view: 'decoded',
      signs: ['\n', '\r', '%e5%98%8', '%e2%80%a', '%c4%8', '\x85'],
      patterns: [
        /[\r\n]\s{0,3}(?:HTTP\/\d(?:\.\d)?\s{1,3}\d{3}|(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH|TRACE|CONNECT)\s{1,3}\S{1,200}\s{1,3}HTTP\/)|(?:\r\n?|\n)(?:\r\n?|\n)\s{0,3}<(?:html|script|svg|body|h1|img|iframe)/i,
      ],
      confidence: 0.9,
      matches: ['q=%0d%0aHTTP/1.1+200+OK', 'q=x%0d%0a%0d%0a<script>', 'q=%0d%0aGET+/x+HTTP/1.1'],
      ignores: ['q=HTTP/1.1+200+OK', 'q=a%0d%0a%0d%0ab', 'q=%0d%0aGET+well'],
    },
    {
      id: 'crlf-mail-header',
      title: 'a line end, then a header of a mail',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ['\n', '\r', '%e5%98%8', '%e2%80%a', '%c4%8', '\x85'],
      patterns: [
        /^[^\r\n]{0,120}[\r\n]\s{0,4}(?:bcc|cc|to|from|reply-to|return-path)\s?:\s{0,4}[\w.%+-]{1,64}@[\w.-]{1,100}|[\r\n]\s{0,4}mime-version\s?:|^[^\s\r\n]{1,100}[\r\n]{1,4}\s{0,4}subject\s?:/i,
      ],
      confidence: 0.7,
      matches: [
        'email=a@b.example%0aBcc:x@y.example',
        'from=a%0d%0aCc:+v@w.example',
        'subject=hi%0aMime-Version:+1.0',
      ],
      ignores: ['text=Hello%0aTo:+do+list', 'q=bcc:+a@b.example', 'text=line%0aFrom:+me'],
    },
    {
      id: 'crlf-mail-command',
      title: 'a line end, then a command of a mail server',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ['\n', '\r', '%e5%98%8', '%e2%80%a', '%c4%8', '\x85'],
      patterns: [
        /[\r\n]\s{0,4}(?:RCPT TO:|MAIL FROM:|(?:HELO|EHLO) [\w.-]|VRFY \w|EXPN \w|RETR \d|DELE \d|STARTTLS\b|[\w.]{1,6} (?:FETCH|CAPABILITY|SELECT|LOGIN|CREATE|DELETE|RENAME|LIST|STATUS|APPEND|EXPUNGE|UID)\b|(?:QUIT|DATA|CAPA|STAT|RSET|NOOP|LIST(?: \d+)?)\s{0,3}(?:$|[\r\n]))/,
      ],
      confidence: 0.65,
      matches: ['m=x%0d%0aRCPT+TO:<a@b>', 'm=x%0aQUIT%0d%0a', 'm=x%0d%0aV100+CAPABILITY'],
      ignores: ['m=a%0ahelo', 'm=QUIT', 'm=the%0alist+of+all'],
    },
    {
      id: 'crlf-hidden',
      title: 'a line end hidden by a second or odd encoding',
      fields: ['query', 'path', 'referer'],
      part: 'whole',
      view: 'raw',
      signs: ['%0', '%25', '%u000', '%e5%98', '%%'],
      patterns: [
        /%%0[da]|%25u000[da]|%u000[da]|%(?:25){1,3}0[da](?:%(?:25){1,3}0[da])?[a-z-]{2,30}(?::|%3a|%253a)|%(?:25){0,3}0d%(?:25){0,3}0a(?:%20|\+)?[a-z][a-z-]{2,30}(?::|%3a|%253a)\S|%e5%98%8[ad]/i,
      ],
      confidence: 0.5,
      matches: ['to=/%%0a0aSet-Cookie:x', 'to=x%0d%0aX-Yz:z', 'to=%250aSet-Cookie:x'],
      ignores: ['text=a%0d%0ab', 'q=%0D', 'text=a%0d%0aok:%20b'],
    },
    {
      id: 'crlf-in-path',
      title: 'a line end in a path',
      fields: ['path'],
      view: 'decoded',
      signs: ['\n', '\r', '%e5%98%8', '%e2%80%a', '%c4%8', '\x85'],
      patterns: [/[\r\n]\s{0,4}[\w-]{2,40}\s?[:=]|\/[^\r\n]{0,200}\r\n/],
      confidence: 0.6,
      why: 'No link carries one; servers that redirect a path copy it into Location.',
      matches: ['/%0d%0aX:1', '/a%0aSet-Cookie:b', '/x%0D%0Ay'],
      ignores: ['/a%20b', '/a-0d-0a', '/x'],
    },
    {
      id: 'crlf-escape',
      title: 'a line end written as an escape, then a header',
      fields: ['query', 'path', 'body'],
      view: 'decoded',
      signs: ['\\r', '\\n'],
      patterns: [/\\r\\n\s{0,4}(?:set-cookie|location|content-\w{3,12}|x-[\w-]{2,30})\s?:/i],
      confidence: 0.6,
      matches: ['u=\\r\\nSet-Cookie:a', 'u=x\\r\\nLocation:+y', 'u=\\r\\nX-A-B:1'],
      ignores: ['q=\\r\\n', 'path=c:\\new\\run', 'q=a\\nb'],
    },
    {
      id: 'crlf-log-forging',
      title: 'a forged line of a log',
      fields,
      view: 'decoded',
      signs: ['\n', '\r', '%e5%98%8', '%e2%80%a', '%c4%8', '\x85'],
      patterns: [
        /[\r\n]\s{0,3}(?:\d{1,3}(?:\.\d{1,3}){3}\s-\s|\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S{0,10}\]?\s\W?[A-Z]{4,8}|(?:\[(?:INFO|ERROR|WARN(?:ING)?|DEBUG|CRITICAL)\]|(?:INFO|ERROR|WARN(?:ING)?|CRITICAL):)\s|(?:[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d)\s\w)/,
      ],
      confidence: 0.8,
      severity: 'medium',
      matches: ['user=x%0a127.0.0.1+-+-+[x]', 'user=x%0d%0aINFO:+Login+of+admin', 'user=x%0a[ERROR]+down'],
      ignores: ['text=on+2026-11-21+10:00', 'q=INFO:+x', 'text=a%0a2026-11-21+10:00:00+noon'],
    },
  ],
}
