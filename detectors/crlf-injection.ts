import type { Detector } from './detector.ts'
import { firstMatch } from './matching/first-match.ts'

const fields = ['query', 'path', 'referer', 'userAgent', 'user', 'body', 'host'] as const

/** Headers of a mail at a line end. Text of several lines may quote them further down. */
const headers = [
  /^[\r\n]{1,2}\s{0,4}(?:bcc|cc|to|from|reply-to|return-path)\s?:\s{0,4}[\w.%+-]{1,16}@\w/i,
  /[\r\n]\s{0,4}mime-version\s?:/i,
]
const subject = /^[\r\n]{1,4}\s{0,4}subject\s?:/i

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
        /[\r\n\u560a\u560d\u2028\u2029\u010a\u010d\x85][\s\x00]{0,8}[\w%]{0,6}set-cookie2?\s{0,3}[:=]/i,
        /[\r\n\u560a\u560d\u2028\u2029\u010a\u010d\x85][\s\x00]{0,8}(?:content-(?:type|length|disposition|security-policy|encoding|location)|cache-control|transfer-encoding|etag)\s{0,3}:/i,
        /[\r\n\u560a\u560d\u2028\u2029\u010a\u010d\x85][\s\x00]{0,4}access-control-[a-z-]{3,20}\s?:/i,
        /[\r\n\u560a\u560d\u2028\u2029\u010a\u010d\x85][\s\x00]{0,8}(?:location\s{0,3}:\s{0,4}(?:https?:|\/|javascript:|\w{1,9}\.)|refresh\s?:\s?\d)/i,
        /[\r\n\u560a\u560d\u2028\u2029\u010a\u010d\x85][\s\x00]{0,8}x-[a-z][a-z-]{1,16}\s{0,3}:/i,
        /[\r\n\u560a\u560d\u2028\u2029\u010a\u010d\x85][\s\x00]{0,4}(?:host|cookie|referer|link|vary|connection|expires|status)\s?:\s?[\w<./%-]{2,20}(?:$|[\r\n;>])/i,
        /[\r\n\u560a\u560d\u2028\u2029\u010a\u010d\x85][\s\x00]{0,4}[\w-]{0,9}(?:crlf|inject|header|test)[\w-]{0,9}\s?[:=]\s?\w/i,
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
        /[\r\n]\s{0,3}HTTP\/\d(?:\.\d)?\s{1,3}\d{3}/i,
        /[\r\n]\s{0,3}(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH|TRACE|CONNECT)\s{1,3}(?:\/|https?:\/\/|\*\s)/,
        /(?:\r\n?|\n)(?:\r\n?|\n)\s{0,3}<(?:html|script|svg|body|h1|img|iframe)/i,
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
      structure:
        'at the first line end: Bcc, Cc, To, From or Reply-To with an address, MIME-Version, or Subject behind one word',
      find(text) {
        const start = text.search(/[\r\n]/)
        if (start === -1) return undefined
        const span = firstMatch(
          text.slice(start),
          /\s/.test(text.slice(0, start)) ? headers : [...headers, subject],
        )
        return span && { start: start + span.start, end: start + span.end }
      },
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
      title: 'a line end, then a command of a mail server or of Redis',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ['\n', '\r', '%e5%98%8', '%e2%80%a', '%c4%8', '\x85'],
      patterns: [
        /[\r\n]\s{0,4}(?:RCPT TO:|MAIL FROM:|(?:HELO|EHLO) [\w.-]|VRFY \w|EXPN \w|RETR \d|DELE \d|STARTTLS\b)/,
        /[\r\n]\s{0,4}[\w.]{1,6} (?:FETCH|CAPABILITY|SELECT|LOGIN|CREATE|DELETE|RENAME|LIST|STATUS|APPEND|EXPUNGE|UID)\b/,
        /[\r\n]\s{0,4}(?:QUIT|DATA|CAPA|STAT|RSET|NOOP|LIST(?: \d{1,4})?)\s{0,3}(?:$|[\r\n])/,
        /[\r\n](?:CONFIG SET \w|SLAVEOF \w|FLUSHALL\b|SET \w{1,16} [^\r\n]{1,9}[\r\n])/,
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
        /%%0[da]|%(?:25)?u000[da]|%e5%98%8[ad]/i,
        /%(?:25){1,3}0[da](?:%(?:25){1,3}0[da])?[a-z-]{2,20}(?::|%3a|%253a)/i,
        /%(?:25){0,3}0d%(?:25){0,3}0a(?:%20|\+)?[a-z][a-z-]{2,20}(?::|%3a|%253a)\S/i,
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
      patterns: [/[\r\n]\s{0,4}[\w-]{2,20}\s?[:=]/, /\r\n/],
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
      patterns: [/\\r\\n\s{0,4}(?:set-cookie|location|content-\w{3,10}|x-[\w-]{2,12})\s?:/i],
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
        /[\r\n]\s{0,3}\d{1,3}(?:\.\d{1,3}){3}\s-\s/,
        /[\r\n]\s{0,3}\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S{0,6}\s\W?[A-Z]{4,8}/,
        /[\r\n]\s{0,3}(?:\[(?:INFO|ERROR|WARN(?:ING)?|DEBUG|CRITICAL)\]|(?:INFO|ERROR|WARN(?:ING)?|CRITICAL):)\s/,
        /[\r\n]\s{0,3}[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d\s\w/,
      ],
      confidence: 0.8,
      severity: 'medium',
      matches: ['user=x%0a127.0.0.1+-+-+[x]', 'user=x%0d%0aINFO:+Login+of+admin', 'user=x%0a[ERROR]+down'],
      ignores: ['text=on+2026-11-21+10:00', 'q=INFO:+x', 'text=a%0a2026-11-21+10:00:00+noon'],
    },
  ],
}
