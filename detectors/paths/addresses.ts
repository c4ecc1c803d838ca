const opening = /^\s{0,4}["'(]?(?:([a-z][\w-]{2,10}):?)?[/\\]{2}/i
/** Behind it: host, path, query. */
const parts = /^[/\\]*([^/?#\\\s]+)([/\\][^?#\s]*)?(\?\S*)?/
const schemes = new Set(
  `http https ftp ftps sftp tftp ssh ssh2 smb php ldap ldaps gopher dict file jar netdoc data expect glob phar zip rar
  ogg zlib view-source mailto local_file vbscript`.split(/\s+/),
)

/** Parameters that name what a page includes. */
const includeNames = new Set(
  `file filename page inc tpl path dir folder module mod load layout skin theme doc document lang locale pg p view
  content root cfg conf config style body main target action cmd section show name read fetch data src_file
  prefix`.split(/\s+/),
)
const includeName =
  /include|require|template|_path|path_|abspath|absolute_path|basedir|rootdir|_root|root_|docroot/i
const shellName =
  /(?:shell|cmd|c99|c100|r57|evil|rfi|hack|backdoor|exploit|malicious|attacker|malware|phpinfo|webshell|payload|bot|inject|pwn|owned|b374k|rfiinc|owasp|test\.txt|id\.txt|xpl|0wn|inc\.txt|eval)/i
/** Services that tell a tester who called, and places where anyone can leave a file. */
const listeners = new Set(
  `oastify.com burpcollaborator.net interact.sh oast.pro oast.live oast.site oast.online oast.fun oast.me ngrok.io
  ngrok.app webhook.site pipedream.net bxss.in bxss.me xss.ht xss.report beeceptor.com cirt.net r87.me r87.com
  pastebin.com paste.ee requestcatcher.com tinyurl.com sn1persecurity.com postb.in`.split(/\s+/),
)
const listener = /^(?:requestbin|canarytokens|dnslog|ceye|rfi)\./

function isListener(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d{1,5}$/, '')
  const registered = name.split(/[.@]/).slice(-2).join('.')
  return listeners.has(registered) || listener.test(registered)
}

/**
 * How much a value looks like an address that the server is meant to fetch and run: 0 to 1. An address as a value is
 * ordinary (redirects, trackers, pictures); this adds up what is not.
 */
export function inclusionScore(value: string, name: string): number {
  const begin = opening.exec(value)
  const match = begin && parts.exec(value.slice(begin[0].length))
  if (!match) return 0
  const scheme = begin[1] ?? ''
  if (scheme !== '' && !schemes.has(scheme.toLowerCase())) return 0
  const [rest, host = '', path = '', query] = match
  let score = 0
  if (/^(?:ftps?|tftp|smb|sftp|ssh2?)$/i.test(scheme)) score += 0.3
  if (/^\\\\/.test(value.trim()) && /^[\w-]+(?:\.[\w-]+)+$/.test(host)) score += 0.4
  if (includeNames.has(name.toLowerCase()) || includeName.test(name)) score += 0.25
  if (isAddressLiteral(host)) score += 0.3
  if (isListener(host)) score += 0.5
  if (/\.(?:php\d?|phtml|txt|inc|asp|aspx|jsp|cgi|pl|sh|cfm|dat|bin|exe|js|tpl)$/i.test(path)) score += 0.25
  if (
    /\.(?:gif|jpe?g|png|txt|php)\?+$/i.test(path + (query ?? '')) ||
    /(?:\?|%00|\0|\?%00)$/.test(value.trim())
  )
    score += 0.45
  if (shellName.test(host) || shellName.test(path)) score += 0.35
  if (query !== undefined && /[?&](?:cmd|exec|c|command|act|x)=/i.test(query)) score += 0.35
  if (/[\w.-]@/.test(host)) score += 0.2
  if (begin[0].length + rest.length < value.trim().length - 2 && /^["'(]/.test(value)) score += 0.1
  return Math.min(1, score)
}

const isAddressLiteral = (host: string): boolean =>
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i.test(host)
