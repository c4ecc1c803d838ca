import type { Detector } from './detector.ts'

const script =
  '(?:php[3-8s]?|phtml|phar|pht|aspx?|ashx|asmx|cer|jspx?|jspf|cfm|cgi|pl|py|sh|war|exe|dll|htaccess|user\\.ini|shtml)'

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
      pattern:
        /\/(?:uploads?|uploaded|files?|media|images?|img|avatars?|attachments?|tmp|temp|userfiles|wp-content\/uploads)\/(?:[\w.-]{1,60}\/){0,5}[\w.%-]{1,80}\.(?:php[3-8s]?|phtml|phar|pht|aspx?|ashx|jspx?|cfm|cgi|war)(?:[./;]|$)/i,
      confidence: 0.8,
      matches: ['/uploads/avatar.php', '/wp-content/uploads/2026/11/x.phtml', '/files/shell.jsp'],
      ignores: ['/uploads/photo.jpg', '/files/report.pdf', '/upload.php'],
    },
    {
      id: 'upload-double-extension',
      title: 'a script behind a harmless extension, or the other way round',
      fields: ['path', 'query', 'body'],
      view: 'decoded',
      pattern: new RegExp(
        `[\\w-]\\.(?:php[3-8s]?|phtml|phar|aspx?|jspx?|exe|cgi)(?:\\.|;\\.?|%00\\.?|:\\.|::\\$data|\\s\\.)(?:jpe?g|png|gif|bmp|ico|webp|svg|mp4)\\b|[\\w-]\\.(?:jpe?g|png|gif|txt|pdf|bmp|docx?)(?:\\.|;\\.?|\\s\\.)${script}(?:$|[&\\s"'/;])`,
        'i',
      ),
      confidence: 0.75,
      matches: ['/x/shell.php.jpg', 'filename=a.jpg.php', 'file=shell.asp;.jpg'],
      ignores: ['/a/report.v2.pdf', 'file=jquery.min.js', '/b/photo.jpg'],
    },
    {
      id: 'upload-web-shell',
      title: 'the name of a known web shell',
      fields: ['path', 'query'],
      view: 'decoded',
      pattern:
        /(?:^|[/=])(?:c99|r57|b374k|wso\d{0,3}|alfa(?:shell)?|indoxploit|weevely|p0wny(?:-shell)?|china-?chopper|webshell|phpspy|adminer-shell|antsword|behinder|godzilla|regeorg|tunnel\.(?:nosocket\.)?(?:php|aspx|jsp)|(?:mini|simple|web|cmd|up|bypass|priv8|mar|gel4y|0x)?[_-]?shell|cmdasp|cmdjsp|jspspy|aspxspy|fox\w{0,6}|wp-shell|backdoor|uploader?[_-]?shell|leafmailer|mass\w{0,4}deface)\w{0,10}\.(?:php\d?|phtml|aspx?|jspx?|cfm|cgi|pl)\b/i,
      confidence: 0.85,
      severity: 'critical',
      matches: ['/images/c99.php', '/shell.php', '/wso.php', '/b374k.php'],
      ignores: ['/seashells.html', '/shell-station.php.html', '/foxes/'],
    },
    {
      id: 'upload-shell-call',
      title: 'a script called with a command',
      fields: ['query'],
      view: 'decoded',
      pattern:
        /(?:^|&)(?:cmd|command|exec|execute|shell|run|c|daksldlkdsadas|pass|do|act|0|x)=(?:(?:cat|ls|id|whoami|uname|pwd|wget|curl|dir|type|net|ipconfig|ifconfig|ps|netstat|cd|rm|echo|system|phpinfo|eval|base64_decode)(?:$|[\s;|&(/-])|(?:system|eval|phpinfo|passthru|shell_exec)\()/i,
      confidence: 0.7,
      severity: 'critical',
      matches: ['cmd=id', 'cmd=cat+/etc/passwd', 'c=whoami'],
      ignores: ['cmd=add_to_cart', 'act=view', 'do=login', 'command=list'],
    },
    {
      id: 'upload-type-mismatch',
      title: 'a script sent to an upload form by name',
      fields: ['query', 'body'],
      view: 'decoded',
      pattern:
        /(?:^|[&\s;])(?:file|filename|name|upload|qqfile|attachment|doc|image|photo|avatar|files\[\])=["']?[^&"']{0,80}\.(?:php[3-8s]?|phtml|phar|pht|aspx|ashx|jspx?|jspf|cfm|war|htaccess)(?:["'&;]|$)/i,
      confidence: 0.55,
      matches: ['filename=shell.phtml', 'qqfile=x.jspx', 'name="a.php5"'],
      ignores: ['filename=report.pdf', 'file=photo.jpg'],
    },
  ],
}
