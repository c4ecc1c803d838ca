const address =
  /^\s{0,4}["'(]?(https?|ftps?|sftp|tftp|ssh2?|smb|php|ldaps?|gopher|dict|file|jar|netdoc|data|expect|glob|phar|zip|rar|ogg|zlib|view-source|mailto|local_file|vbscript)?:?[/\\]{2,}([^/?#\\\s]{1,255})([^?#\s]{0,2048})(\?[^\s]{0,2048})?/i

/** Parameters that name what a page includes. */
const includeName =
  /^(?:.*(?:include|require|template|_path|path_|abspath|absolute_path|basedir|rootdir|_root|root_|docroot|phpbb_root).*|file(?:name)?|page|inc|tpl|path|dir|folder|module|mod|load|layout|skin|theme|doc|document|lang|locale|pg|p|view|content|root|cfg|conf|config|style|body|main|target|action|cmd|section|show|name|read|fetch|data|src_file|prefix)$/i
const shellName =
  /(?:shell|cmd|c99|c100|r57|evil|rfi|hack|backdoor|exploit|malicious|attacker|malware|phpinfo|webshell|payload|bot|inject|pwn|owned|b374k|rfiinc|owasp|test\.txt|id\.txt|xpl|0wn|inc\.txt|eval)/i
const listener =
  /(?:oastify\.com|burpcollaborator\.net|interact\.sh|oast\.(?:pro|live|site|online|fun|me)|ngrok\.(?:io|app)|webhook\.site|requestbin\.\w+|pipedream\.net|canarytokens\.\w+|dnslog\.\w+|ceye\.io|bxss\.(?:in|me)|xss\.ht|xss\.report|beeceptor\.com|rfi\.\w+|cirt\.net|r87\.(?:me|com)|pastebin\.com|paste\.ee|requestcatcher\.com|tinyurl\.com|sn1persecurity\.com|postb\.in)(?::\d+)?$/i

/**
 * How much a value looks like an address that the server is meant to fetch and run: 0 to 1. An address as a value is
 * ordinary (redirects, trackers, pictures); this adds up what is not.
 */
export function inclusionScore(value: string, name: string): number {
  const match = address.exec(value)
  if (!match) return 0
  const [whole = '', scheme = '', host = '', path = '', query] = match
  if (scheme === '' && !/^\s{0,4}["'(]?[/\\]{2}/.test(value)) return 0
  let score = 0
  if (/^(?:ftps?|tftp|smb|sftp|ssh2?)$/i.test(scheme)) score += 0.3
  if (/^\\\\/.test(value.trim()) && /^[\w.-]+$/.test(host)) score += 0.4
  if (includeName.test(name)) score += 0.25
  if (isAddressLiteral(host)) score += 0.3
  if (listener.test(host)) score += 0.5
  if (/\.(?:php\d?|phtml|txt|inc|asp|aspx|jsp|cgi|pl|sh|cfm|dat|bin|exe|js|tpl)$/i.test(path)) score += 0.25
  if (
    /\.(?:gif|jpe?g|png|txt|php)\?+$/i.test(path + (query ?? '')) ||
    /(?:\?|%00|\0|\?%00)$/.test(value.trim())
  )
    score += 0.45
  if (shellName.test(host) || shellName.test(path)) score += 0.35
  if (query !== undefined && /[?&](?:cmd|exec|c|command|act|x)=/i.test(query)) score += 0.35
  if (/[\w.-]@/.test(host)) score += 0.2
  if (whole.length < value.trim().length - 2 && /^["'(]/.test(value)) score += 0.1
  return Math.min(1, score)
}

const isAddressLiteral = (host: string): boolean =>
  /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i.test(host)
