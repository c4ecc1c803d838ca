import type { Detector } from './detector.ts'

const values = ['query', 'path', 'body', 'referer'] as const

export const pathTraversal: Detector = {
  id: 'path-traversal',
  type: 'path-traversal',
  title: 'Path traversal and file inclusion',
  summary: 'A path that climbs out of its folder, or names a file of the system or a stream wrapper.',
  severity: 'high',
  attack: ['T1190', 'T1083'],
  cwe: ['CWE-22', 'CWE-98'],
  references: [
    'https://owasp.org/www-community/attacks/Path_Traversal',
    'https://cwe.mitre.org/data/definitions/98.html',
  ],
  falsePositives: [
    'Sites that take relative paths as parameters',
    'Documentation searched for file names of Unix',
  ],
  signatures: [
    {
      id: 'traversal-climb',
      title: 'two steps or more up the folders',
      fields: values,
      view: 'decoded',
      pattern:
        /(?<![.\w])\.{2,4}[\\/;\s]{1,4}(?:\.[\\/]{1,3})?\.{2,4}(?:[\\/]|;|$)|(?:(?:\.|0x2e|\uff0e){2,3}(?:0x2f|0x5c|[25][fc](?=\.\.)|\/|\\|\u2215|\u2216|\u2044|%2f|%5c|%c0|%c1|%u221[56]|::|\|\|)){2}|(?:\.\.\/\/|\.\.\\\\|\.\.\/\\|\.\.\\\/){1}\.\./i,
      confidence: 0.85,
      matches: [
        'file=../../etc',
        'file=..%2f..%2f..%2fx',
        'file=....//....//x',
        'file=..%c0%af..%c0%afboot.ini',
        'f=..0x2f..0x2f',
      ],
      ignores: ['q=wait...+what', 'range=1..5', 'q=and+so+on..../...'],
    },
    {
      id: 'traversal-single',
      title: 'one step up that leaves the site or reaches for a file',
      fields: ['path', 'query'],
      view: 'decoded',
      pattern:
        /(?:^|[=/\\])\.\.[\\/]{1,3}(?:etc|proc|var|usr|home|root|windows|winnt|boot\.ini|web-inf|meta-inf|app|config|conf|\.env|\.git|\.ssh|include|passwd|[\w-]{1,40}\.(?:php|ini|conf|xml|properties|ya?ml|env|config|log|sql|db|key|pem|inc))|\.\.;[\\/]|[\\/]\.\.[\\/]\w{1,40}\.\.|^[\\/]?\.\.[\\/]/i,
      confidence: 0.75,
      matches: ['file=../config.php', 'file=../etc/passwd', 'f=..;/manager'],
      ignores: ['q=../images', 'next=/a/../b'],
    },
    {
      id: 'traversal-encoded-dots',
      title: 'dots or slashes of a path hidden in encodings',
      fields: values,
      view: 'raw',
      pattern:
        /%c0%(?:ae|2e|af|2f|5c)|%c1%(?:9c|1c|8s|af)|%(?:25)?e0%(?:25)?80%(?:25)?a[ef]|%25c[01]%25|%(?:25)?u(?:221[56]|ff0e|002e|ff0f|ff3c|2024|efc8|f025)|(?:%(?:25){1,4}2e){2}|%2e%2e(?:%2f|%5c|\/|\\)|\.\.%(?:25){0,4}(?:2f|5c|c0)|%(?:25){0,4}2e%(?:25){0,4}2e(?:%(?:25){0,4}(?:2f|5c)|[\\/])|(?:^|[^.])\.%00\.|\.\.?%00[\\/]|\.\.%(?:01|02|0[4-9a-f]|1[0-9a-f])[\\/]/i,
      confidence: 0.7,
      matches: ['file=%c0%ae%c0%ae%c0%afx', 'file=%252e%252e%252fx', 'file=%2e%2e%2fx'],
      ignores: ['q=100%25', 'q=a%2Eb', 'path=%2Fhome%2F'],
    },
    {
      id: 'traversal-unix-file',
      title: 'a file of a Unix system',
      fields: ['query', 'path', 'body', 'referer', 'userAgent'],
      view: 'shell',
      pattern:
        /(?:^|[\\/=:\s"'`(<>|;&,@])(?:\.?[\\/]{1,4})?etc[\\/]{1,4}(?:\.?[\\/]{0,3})(?:passwd|shadow|hosts|group|issue|motd|fstab|crontab|cron\.d|sudoers|inetd|mysql|my\.cnf|ssh|httpd|apache2?|nginx|php|resolv|hostname|os-release|master\.passwd|security|init\.d|profile|bash|chroot\w{0,10}|environment|redhat-release|lsb-release|network|samba|vsftpd|proftpd|exports|ldap|lighttpd|pam|pure-ftpd|ssl|syslog|logrotate|snmp|tomcat|services|mtab|updatedb|xinetd|modules|knockd|kubernetes|letsencrypt)|[\\/]{1,4}proc[\\/]{1,4}(?:self|version|cmdline|cpuinfo|net|mounts|sched|stat|\d{1,6})|[\\/]var[\\/]{1,3}(?:log|lib[\\/]mysql|run[\\/]secrets|mail|spool|www[\\/]html|backups?)|[\\/](?:root|home[\\/][\w.-]{1,32})[\\/]\.(?:ssh|bash|aws|profile|git|mysql|viminfo|docker|kube|npmrc|env)|(?:^|[=\s])[\\/](?:opt|apache2?|xampp|lampp|logs?)[\\/][\w\\/.-]{0,60}(?:logs?[\\/]|access[_.]log|error[_.]log|\.conf)|[\\/]var[\\/]www[\\/]logs|[\\/]usr[\\/]local[\\/](?:apache|etc|nginx|tomcat|psa|pgsql|cpanel)|id_rsa\b|authorized_keys\b/i,
      confidence: 0.8,
      severity: 'critical',
      matches: [
        'file=/etc/passwd',
        'f=file:///etc/shadow',
        'f=/proc/self/environ',
        'f=/var/log/apache2/access.log',
      ],
      ignores: ['q=etc+and+so+on', 'q=hosts+file', 'page=/home/contact'],
    },
    {
      id: 'traversal-windows-file',
      title: 'a file of a Windows system',
      fields: ['query', 'path', 'body', 'referer'],
      view: 'decoded',
      pattern:
        /\bboot\.ini\b|\bwin\.ini\b|[a-z]:[\\/]{1,4}(?:windows|winnt|inetpub|boot|program\sfiles|programdata|xampp|wamp|apache|php|mysql|sysprep|unattend|users[\\/]{1,2}(?:administrator|default|public|all))|[\\/](?:windows|winnt)[\\/]{1,4}(?:system32|repair|win\.ini|system\.ini|debug|panther|php\.ini|iis|temp)|system32[\\/]{1,4}(?:config|drivers|cmd|inetsrv|license)|\\\\[\w.-]{1,60}\\[\w$.-]{1,60}\\?|\b(?:global|default|wp-config|web|app|local|php)\.(?:asax|config|inc\.php)\b(?=$|[&\s"'%])/i,
      confidence: 0.7,
      matches: ['file=c:\\boot.ini', 'file=/windows/win.ini', 'f=..\\web.config', 'f=\\\\host\\share\\x'],
      ignores: ['q=windows+boot+time', 'q=C:\\Users', 'q=system+32'],
    },
    {
      id: 'traversal-wrapper',
      title: 'a stream wrapper of PHP or Java',
      fields: ['query', 'path', 'body'],
      view: 'decoded',
      pattern:
        /\b(?:php:\/\/(?:filter|input|fd|memory|temp|stdin)|(?:zip|phar|compress\.(?:zlib|bzip2)|glob|expect|ogg|rar|ssh2(?:\.\w{3,5})?|jar|netdoc|gopher|dict|tftp|ldaps?|sftp|file|jar:\w{2,5}):\/{1,3}(?!$)|data:(?:text\/plain|application\/x-httpd-php)?;?(?:base64)?,\s?(?:PD9|<\?|%3c%3f)|expect:\/\/|data:\/\/)/i,
      confidence: 0.75,
      severity: 'critical',
      matches: [
        'page=php://filter/convert.base64-encode/resource=index',
        'page=expect://id',
        'page=file:///x',
        'u=gopher://127.0.0.1:6379/_x',
      ],
      ignores: ['q=php', 'url=https://example.org/', 'src=data:image/png;base64,iVBOR'],
    },
    {
      id: 'inclusion-remote',
      title: 'a script included from another host',
      fields: ['query'],
      view: 'decoded',
      pattern:
        /(?:^|&)[\w[\].-]{0,60}=(?:https?|ftps?|\/\/|\\\\):?[\\/]{0,3}(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?[\\/][^&]{0,200}|[^&\s]{1,300}(?:\.(?:txt|gif|jpe?g|png|dat|inc|php\d?|phtml|asp|jsp|cgi|pl|sh|bin)\?{1,2}(?:$|&)|(?:c99|r57|shell|cmd|evil|malicious|backdoor|webshell|b374k|wso|attacker|rfi|inject)[\w.-]{0,30}\.(?:txt|php\d?|gif|jpg|dat|inc))|[^&\s]{1,200}(?:%00|\x00|\?\?$))/i,
      confidence: 0.7,
      matches: [
        'page=http://203.0.113.7/x.txt',
        'page=http://evil.example/shell.txt',
        'inc=http://a.example/cmd.txt?',
      ],
      ignores: [
        'url=https://example.org/page.html',
        'redirect=https://shop.example/cart?id=3',
        'img=https://cdn.example/a.jpg',
      ],
    },
    {
      id: 'traversal-hidden-name',
      title: 'dots, NULs and placeholders of traversal lists',
      fields: ['query', 'path'],
      view: 'raw',
      pattern:
        /\.\.\.[\\/]|[\\/]\.{2,4}(?:[\\/]|$).{0,40}\{FILE\}|\{FILE\}|(?:%2f|%5c|[\\/]){2}(?:\.|%2e){2}(?:%2f|%5c|[\\/])|\.(?:php|html?|jpe?g|txt|inc|ini|conf|log|asp|jsp)(?:%00|\\0|\\x00)|%00\.(?:php|html?|jpe?g|png|gif|txt|pdf)|(?:web|meta)-inf[\\/]/i,
      confidence: 0.7,
      matches: ['f=/.../.../', 'f=x.php%00.jpg', 'f=/WEB-INF/web.xml'],
      ignores: ['q=loading...', 'q=a...b'],
    },
  ],
}
