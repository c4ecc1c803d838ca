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
  if (/^\\\\/.test(value.trim()) && /^[\w.-]+$/.test(host)) score += 0.4
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

const anyScheme = /^(?:https?|ftp|gopher|dict|ldap|tftp|sftp|jar:https?|netdoc|url:https?)?:?[/\\]{2,3}/i
const wholeScheme = /^(?:https?|ftp|gopher|dict|ldap|tftp):[/\\]{2}(?![/\\])/i
/** The metadata services of clouds, and this machine and its network in all the ways a number can be written. */
const internal =
  /^(?:169\.254\.169\.254|169\.254\.170\.2|100\.100\.100\.200|192\.0\.0\.192|metadata\.(?:google|packet|tencentyun)\.\w{2}|metadata[:/]|instance-data|2130706433|3232235\d{3,4}|2852039166|0x7f\.?(?:0x)?0|0x7f000001|0xa9fea9fe|0177\.0|017700000001|0251\.0376|425\.510|127\.1(?:[:/?#]|$)|127\.0\.1(?:[:/?#]|$)|0(?:[:/?#]|$)|\[?::(?:1|ffff:(?:7f00:1|127\.0\.0\.1|a9fe:a9fe|169\.254\.169\.254)|\])|\[0{1,4}:0|[\u2460-\u24ff])/i
/** Names that anyone can let resolve to this machine. */
const rebinding =
  /(?:^|\.)(?:localtest\.me|nip\.io|xip\.io|sslip\.io|lvh\.me|spoofed\.\w{3}|1u\.ms|rbndr\.us)/i
const local = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0)(?::(\d{1,5}))?(?:[/?#]\S*)?$/i
const returnName = /redirect|return|callback|next|goto|continue|origin|service|relay|ref|url_?$/i

/** Does a value send the server to itself or to the metadata service of its cloud (SSRF)? */
export function isInternalAddress(value: string, name: string): boolean {
  const text = value.trim()
  const scheme = anyScheme.exec(text)?.[0]
  if (scheme === undefined) return false
  const rest = text.slice(scheme.length)
  const behindUser = rest.replace(/^[^/?#@\s]*@/, '')
  const host = /^[\w.-]*/.exec(behindUser)?.[0] ?? ''
  if (internal.test(rest) || internal.test(behindUser) || rebinding.test(host)) return true
  const match = wholeScheme.test(text) ? local.exec(behindUser) : null
  if (!match || returnName.test(name)) {
    return match !== null && /^(?:22|25|11211|6379|9200|2375|3306|5432|27017)$/.test(match[1] ?? '')
  }
  return true
}
