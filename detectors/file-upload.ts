import type { Detector, Span } from './detector.ts'

const scriptSigns = [
  '.ph',
  '.asp',
  '.ash',
  '.asm',
  '.cer',
  '.jsp',
  '.cfm',
  '.cgi',
  '.war',
  '.ht',
  '.user',
  '.shtml',
  '.exe',
  '.jsw',
  '.jsv',
  '.pl',
  '.py',
  '.sh',
]

const uploadFolder =
  /\/(?:uploads?|uploaded|userfiles|avatars?|attachments?|user[_-]?(?:content|images|uploads|photos)|images?|img|media|files?|tmp|temp|photos?|docs|pictures|gallery|public|assets|storage)\//i
const scriptPath = /\.(?:php[3-8s]?|phtml|phar|pht|jspx?|jspf|war)(?:[/;]|$)/i
/** Folders that hold what visitors send and nothing else, and what a server runs besides. */
const visitorFolder =
  /\/(?:uploads?|uploaded|userfiles|avatars?|attachments?|user[_-]?(?:content|images|uploads|photos))\//i
const anyScript = /\.(?:aspx?|ashx|asmx|cfm|cgi|pl|py|rb|sh|exe)(?:[/;]|$)/i
const fileParameter =
  /(?:^|[&\s;])(?:filename|save_?as|qqfile|upload(?:ed)?_?(?:file)?|attachment|image|photo|avatar|files\[\d{0,3}\])=["']?/i
const plainName = /(?:^|[&\s;])(?:name|file)=["']?/i
const scriptValue =
  /\.(?:php[3-8s]?|phtml|phar|pht|aspx?|ashx|jspx?|jspf|cfm|war|htaccess|user\.ini)(?:[;.\0]|$)/i

function between(text: string, from: RegExp, to: RegExp): Span | undefined {
  const [folder, file] = [from.exec(text), to.exec(text)]
  return folder && file && folder.index < file.index
    ? { start: folder.index, end: file.index + file[0].length }
    : undefined
}

export const fileUpload: Detector = {
  id: 'file-upload',
  type: 'file-upload',
  title: 'Malicious file upload',
  summary: 'A script put where uploads lie, a disguised file name, or the call of a web shell.',
  severity: 'high',
  attack: ['T1505.003', 'T1190'],
  cwe: ['CWE-434'],
  capec: ['CAPEC-650', 'CAPEC-17'],
  references: [
    'https://owasp.org/www-community/vulnerabilities/Unrestricted_File_Upload',
    'https://attack.mitre.org/techniques/T1505/003/',
  ],
  falsePositives: ['Sites that keep scripts of their own in a folder called uploads'],
  signatures: [
    {
      id: 'upload-script-in-uploads',
      quietIn: ['repository'],
      title: 'a script in a folder of uploads',
      fields: ['path'],
      view: 'decoded',
      signs: scriptSigns,
      structure: 'a script of a server in or below a folder that holds what visitors or editors upload',
      find(text) {
        return between(text, uploadFolder, scriptPath) ?? between(text, visitorFolder, anyScript)
      },
      confidence: 0.55,
      matches: ['/uploads/avatar.php', '/wp-content/uploads/2026/11/x.phtml', '/files/shell.jsp'],
      ignores: ['/uploads/photo.jpg', '/files/report.pdf', '/upload.php', '/a/b/blob/main/files/x.php'],
    },
    {
      id: 'upload-double-extension',
      title: 'a script behind a harmless extension, or the other way round',
      fields: ['path', 'query', 'body'],
      view: 'decoded',
      signs: scriptSigns,
      patterns: [
        /[\w-]\.(?:php[3-8s]?|phtml|phar|aspx?|jspx?|exe|cgi)\s?(?:\.|;\.?|\0\.?|%00\.?|:\.|::\$data|\s\.|#\.|%20\.|\/\.)(?:jpe?g|png|gif|bmp|ico|webp|svg|mp4)(?:$|[&\s"'/;])/i,
        /[\w-]\.(?:jpe?g|png|gif|pdf|bmp|docx?)\s?(?:\.|;\.?|\s\.|\0\.?|\/\.)(?:php[3-8s]?|phtml|phar|pht|aspx?|ashx|asmx|cer|jspx?|jspf|cfm|cgi|war|htaccess|user\.ini|shtml|jsw|jsv)(?:$|[&\s"'/;?])/i,
        /\.(?:php[3-8s]?|phtml|aspx?|jspx?)(?:::\$data|\.{1,3}$|\s\.?$|%20$|\\$)/i,
      ],
      confidence: 0.7,
      matches: ['/x/shell.php.jpg', '/up/a.jpg.php', '/x/shell.asp;.jpg', '/x/a.php::$DATA'],
      ignores: ['/a/report.v2.pdf', '/jquery.min.js', '/b/photo.jpg', '/index.php'],
    },
    {
      id: 'upload-web-shell',
      title: 'the name of a known web shell',
      fields: ['path', 'query'],
      view: 'decoded',
      signs: scriptSigns,
      patterns: [
        /(?:^|[/=])(?!cmd\.cgi)(?:c99|c100|r57|b374k|wso\d{0,3}|alfa(?:shell)?|indoxploit|weevely|p0wny(?:-shell)?|china-?chopper|webshell|phpspy|antsword|behinder|godzilla|regeorg|tunnel(?:\.nosocket)?|cmdasp|cmdjsp|jspspy|aspxspy|cmd|wp-shell|backdoor|uploader?[_-]?shell)\d{0,4}\.(?:php\d?|phtml|aspx?|jspx?|cfm|cgi|pl)\b/i,
        /(?:^|[/=])(?:mini|simple|web|cmd|up|bypass|priv8|mar|gel4y|0x|wp|evil|back)?[_-]?shell\d{0,4}\.(?:php\d?|phtml|aspx?|jspx?|cfm|cgi|pl)\b/i,
        /(?:^|[/=])(?:antak|chopper|wp_filemanager|leafmailer|mass\w{0,4}deface|ant|hax(?:or)?|kacak|fx29|g-security|locus7|safe0ver|mysql_tool|simattacker|stressbypass|zehir4?|nstview|lamashell|s72|ironshell|gfs_sh|dxshell|loaderz)\d{0,4}\.(?:php\d?|phtml|aspx?|jspx?|cfm|cgi|pl)\b/i,
      ],
      confidence: 0.8,
      severity: 'critical',
      matches: ['/images/c99.php', '/shell.php', '/wso.php', '/b374k.php'],
      ignores: ['/seashells.html', '/shell-station.html', '/foxes/a.php', '/nutshell.php'],
    },
    {
      id: 'upload-type-mismatch',
      title: 'a script sent to an upload form by name',
      fields: ['query', 'body'],
      part: 'whole',
      view: 'decoded',
      signs: ['filename', 'save', 'qqfile', 'upload', 'attachment', 'image', 'photo', 'avatar', 'files'],
      structure: 'a parameter named for a file, whose value ends in the extension of a script',
      find(text) {
        const name = fileParameter.exec(text) ?? (/upload/i.test(text) ? plainName.exec(text) : null)
        if (!name) return undefined
        const start = name.index + name[0].length
        const value = /^[^&"']+/.exec(text.slice(start))?.[0] ?? ''
        return scriptValue.test(value) && !/\.(?:example|sample|dist)$/.test(value)
          ? { start: name.index, end: start + value.length }
          : undefined
      },
      confidence: 0.6,
      matches: ['filename=shell.phtml', 'qqfile=x.jspx', 'a=1&filename="a.php5"'],
      ignores: ['filename=report.pdf', 'file=photo.jpg', 'image=a.png'],
    },
    {
      id: 'upload-scripted-image',
      title: 'the beginning of an image with code behind it',
      fields: ['body', 'query'],
      view: 'decoded',
      signs: ['gif8', 'jfif', 'png'],
      structure: 'the first bytes of a picture with the opening tag of a script behind them',
      find(text) {
        const image = /GIF8[79]a|JFIF|PNG\r?\n/.exec(text)
        if (!image) return undefined
        const rest = text.slice(image.index, image.index + 400)
        const code = /<\?(?:php|=|\s)|<%|<script/i.exec(rest)
        return code ? { start: image.index, end: image.index + code.index + code[0].length } : undefined
      },
      confidence: 0.9,
      matches: ['x=GIF89a;<?php+1;', 'x=GIF87a<script>', 'x=JFIF+<?php+a'],
      ignores: ['x=GIF89a', 'q=jfif+png', 'q=gif89a+format'],
    },
  ],
}
