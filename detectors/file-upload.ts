import type { Detector } from './detector.ts'

const script =
  '(?:php[3-8s]?|phtml|phar|pht|aspx?|ashx|asmx|cer|jspx?|jspf|cfm|cgi|war|htaccess|user\\.ini|shtml|jsw|jsv)'
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

export const fileUpload: Detector = {
  id: 'file-upload',
  type: 'file-upload',
  title: 'Malicious file upload',
  summary: 'A script put where uploads lie, a disguised file name, or the call of a web shell.',
  severity: 'high',
  attack: ['T1505.003', 'T1190'],
  cwe: ['CWE-434'],
  references: [
    'https://owasp.org/www-community/vulnerabilities/Unrestricted_File_Upload',
    'https://attack.mitre.org/techniques/T1505/003/',
  ],
  falsePositives: ['Sites that keep scripts of their own in a folder called uploads'],
  signatures: [
    {
      id: 'upload-script-in-uploads',
      title: 'a script in a folder of uploads',
      fields: ['path'],
      view: 'decoded',
      signs: scriptSigns,
      pattern:
        /\/(?:uploads?|uploaded|userfiles|avatars?|attachments?|user[_-]?(?:content|images|uploads|photos)|wp-content\/uploads|(?:images?|img|media|files?|tmp|temp|photos?|docs|pictures|gallery|public|assets|storage))\/(?:[\w.-]{1,60}\/){0,5}[\w.%-]{1,80}\.(?:php[3-8s]?|phtml|phar|pht|ashx|jspx?|jspf|war)(?:[/;]|$)/i,
      confidence: 0.55,
      matches: ['/uploads/avatar.php', '/wp-content/uploads/2026/11/x.phtml', '/files/shell.jsp'],
      ignores: ['/uploads/photo.jpg', '/files/report.pdf', '/upload.php', '/images/index.html'],
    },
    {
      id: 'upload-double-extension',
      title: 'a script behind a harmless extension, or the other way round',
      fields: ['path', 'query', 'body'],
      view: 'decoded',
      signs: scriptSigns,
      pattern: new RegExp(
        `[\\w-]\\.(?:php[3-8s]?|phtml|phar|aspx?|jspx?|exe|cgi)(?:\\.|;\\.?|\\0\\.?|%00\\.?|:\\.|::\\$data|\\s\\.|#\\.|%20\\.)(?:jpe?g|png|gif|bmp|ico|webp|svg|mp4)(?:$|[&\\s"'/;])|[\\w-]\\.(?:jpe?g|png|gif|pdf|bmp|docx?)(?:\\.|;\\.?|\\s\\.)${script}(?:$|[&\\s"'/;?])|\\.(?:php[3-8s]?|phtml|aspx?|jspx?)(?:::\\$data|\\.{1,3}$|\\s\\.?$|%20$|\\\\$)`,
        'i',
      ),
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
      pattern:
        /(?:^|[/=])(?:c99|c100|r57|b374k|wso\d{0,3}|alfa(?:shell)?|indoxploit|weevely|p0wny(?:-shell)?|china-?chopper|webshell|phpspy|antsword|behinder|godzilla|regeorg|tunnel(?:\.nosocket)?|(?:mini|simple|web|cmd|up|bypass|priv8|mar|gel4y|0x|wp|evil|back)?[_-]?shell|cmdasp|cmdjsp|jspspy|aspxspy|cmd|wp-shell|backdoor|uploader?[_-]?shell|leafmailer|mass\w{0,4}deface|ant|hax(?:or)?|kacak|fx29|g-security|locus7|safe0ver|mysql_tool|simattacker|stressbypass|zehir4?|nstview|lamashell|s72|ironshell|gfs_sh|dxshell|loaderz)\d{0,4}\.(?:php\d?|phtml|aspx?|jspx?|cfm|cgi|pl)\b/i,
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
      signs: ['filename', 'qqfile', 'upload', 'attachment', 'image', 'photo', 'avatar', 'files'],
      pattern:
        /(?:^|[&\s;])(?:filename|qqfile|upload(?:ed)?_?(?:file)?|attachment|image|photo|avatar|files\[\d{0,3}\])=["']?[^&"']{0,80}\.(?:php[3-8s]?|phtml|phar|pht|aspx|ashx|jspx?|jspf|cfm|war|htaccess)(?:["'&;.\0]|$)/i,
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
      pattern: /GIF8[79]a[\s\S]{0,40}(?:<\?|<%|<script)|(?:JFIF|PNG\r?\n)[\s\S]{0,200}<\?php/i,
      confidence: 0.9,
      matches: ['x=GIF89a;<?php+1;', 'x=GIF87a<script>', 'x=JFIF+<?php+a'],
      ignores: ['x=GIF89a', 'q=jfif+png', 'q=gif89a+format'],
    },
  ],
}
