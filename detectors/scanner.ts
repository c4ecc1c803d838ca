import type { Detector } from './detector.ts'

export const scanner: Detector = {
  id: 'scanner',
  type: 'scanner',
  title: 'HTTP scanner',
  summary: 'Tools and probes that look for something to attack: known agents, and paths nobody links to.',
  severity: 'low',
  attack: ['T1595.002', 'T1595.003'],
  cwe: ['CWE-200'],
  references: ['https://attack.mitre.org/techniques/T1595/'],
  falsePositives: ['Your own vulnerability scans', 'Uptime monitors that name themselves after a tool'],
  signatures: [
    {
      id: 'scanner-agent',
      title: 'the user agent of a scanning tool',
      fields: ['userAgent'],
      view: 'decoded',
      pattern:
        /\b(?:sqlmap|nikto|nessus|openvas|acunetix|netsparker|invicti|burp(?:suite|collaborator)?|w3af|wpscan|joomscan|droopescan|cmsmap|whatweb|dirbuster|gobuster|feroxbuster|dirsearch|wfuzz|ffuf|nuclei|arachni|skipfish|havij|sqlninja|jaeles|zgrab|masscan|nmap|zmap|libwww-perl|webinspect|appscan|qualys|rapid7|paros|zaproxy|owasp zap|commix|xsser|hydra|medusa|patator|fimap|grabber|wapiti|vega|httprint|netcraft|morfeus|zmeu|jorgee|muieblackcat|l9explore|l9tcpid|leakix|censysinspect|expanse|internetmeasurement|odin|shodan|project ?sonar|hello,? world|mozlila|fuzz faster u fool|interactsh|xray|goby|fscan|kube-hunter|trivy|testssl|detectify|probely|intruder\.io|cfscan|webshag|blackwidow|dirb|parsero|kali)\b|^(?:masscan|python-nmap|nmap|zgrab)/i,
      confidence: 0.9,
      severity: 'medium',
      matches: [
        'sqlmap/1.8#stable (https://sqlmap.org)',
        'Mozilla/5.0 (compatible; Nuclei - Open-source project)',
        'Mozilla/5.00 (Nikto/2.5.0)',
      ],
      ignores: [
        'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
        'Googlebot/2.1 (+http://www.google.com/bot.html)',
        'curl/8.9.1',
      ],
    },
    {
      id: 'scanner-secret-file',
      title: 'a file that should never be served',
      fields: ['path'],
      view: 'decoded',
      pattern:
        /\/\.(?:env(?:\.[\w-]{1,20})?|git(?:\/|config$|ignore$|-credentials)|svn\/|hg\/|bzr\/|aws\/|ssh\/|DS_Store|htpasswd|htaccess|npmrc|dockerenv|docker\/|kube\/|vscode\/|idea\/|bash_history|mysql_history|netrc|ftpconfig|remote-sync|s3cfg|boto|pgpass|passwd|profile$|bashrc|circleci|travis|gitlab-ci|terraform)|\/(?:wp-config|configuration|config|settings|database|db|local|parameters|credentials|secrets?)\.(?:php|inc|ya?ml|json|ini|py|rb|js)(?:\.(?:bak|old|save|swp|orig|txt|dist|copy|\d)|~)|\/(?:backup|dump|db|database|site|www|sql|data|users|mysql|wordpress|web|public_html|htdocs|old|archive)[\w.-]{0,20}\.(?:sql|zip|tar|tar\.gz|tgz|rar|7z|bak|gz|mdb|sqlite3?)$|\/(?:id_rsa|id_dsa|server\.key|privatekey\.key|service-account\.json|aws-credentials|firebase\.json|web\.config|docker-compose\.ya?ml|composer\.lock\.bak|sftp-config\.json|\.well-known\/\.env)/i,
      confidence: 0.8,
      severity: 'medium',
      matches: ['/.env', '/.git/config', '/wp-config.php.bak', '/backup.zip', '/.aws/credentials'],
      ignores: ['/environment', '/git/guide', '/.well-known/security.txt', '/download/data.csv'],
    },
    {
      id: 'scanner-admin-probe',
      title: 'an administration tool or known hole that scanners ask for',
      fields: ['path'],
      view: 'decoded',
      pattern:
        /\/(?:phpmyadmin\d{0,3}|pma\d{0,4}|myadmin|mysqladmin|dbadmin|adminer(?:-[\d.]+)?\.php|phppgadmin|sqlbuddy|mysql-admin)(?:\/|$)|\/(?:manager\/html|host-manager\/|jmx-console|web-console\/|invoker\/|admin-console\/|axis2(?:-admin)?\/|struts2-showcase|solr\/admin|solr\/\w{1,30}\/(?:select|debug|config)|actuator(?:\/(?:env|heapdump|gateway|health|jolokia|mappings|beans|configprops|threaddump|loggers))?$|jolokia\/|console\/(?:login|images|css|portal)|_ignition\/execute-solution|telescope\/requests|_profiler\/|vendor\/phpunit|phpunit\/|eval-stdin\.php|cgi-bin\/(?:[\w.-]{0,30}\.(?:cgi|sh|pl|lua)|luci|nobody|php\d?|bash|admin|main)|boaform\/|goform\/|HNAP1|GponForm|setup\.cgi|currentsetting\.htm|sdk$|owa\/auth|ecp\/|autodiscover\/autodiscover\.(?:json|xml)|remote\/(?:fgt_lang|login)|dana-na\/|vpns?\/|\+CSCOE\+|api\/jsonws|wls-wsat|_async\/|geoserver\/|druid\/|nacos\/|server-status|server-info|debug\/(?:pprof|default)|trace\.axd|elmah\.axd|xmlrpc\.php|wp-(?:admin\/install|json\/wp\/v2\/users|content\/plugins\/[\w-]{1,60}\/readme\.txt|includes\/wlwmanifest\.xml)|wp-login\.php\.|readme\.html$|invoke\/|phpinfo\.php|info\.php$|test\.php$|shell\?|setup-config\.php|evox\/|nice%20ports|portal\/redlion|stalker_portal|stager64|ReportServer|aspnet_client\/|_vti_bin\/|_vti_inf|CFIDE\/|hudson|script$|jenkins\/|solr\/$|containers\/json|v\d\/_catalog|\.?aws\/|latest\/meta-data)/i,
      confidence: 0.6,
      matches: [
        '/phpmyadmin/',
        '/manager/html',
        '/cgi-bin/test.cgi',
        '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
        '/actuator/env',
      ],
      ignores: ['/admin/login', '/manager/team', '/console', '/blog/phpmyadmin-guide'],
    },
    {
      id: 'scanner-method',
      title: 'a method that only probes use',
      fields: ['method'],
      view: 'raw',
      pattern:
        /^(?:TRACE|TRACK|DEBUG|CONNECT|PROPFIND|SEARCH|BREW|INDEX|FOO|BADMETHOD|ACL|RPC_CONNECT|SSTP_DUPLEX_POST|MKCOL)$/,
      confidence: 0.55,
      matches: ['TRACE', 'DEBUG', 'PROPFIND'],
      ignores: ['GET', 'PATCH', 'OPTIONS'],
    },
    {
      id: 'scanner-other-protocol',
      title: 'another protocol on the port of HTTP',
      fields: ['path'],
      view: 'raw',
      pattern:
        /^\x16\x03|^\x03\x00\x00|^\x00|^SSH-2|^\x05\x01|^\x04\x01|^(?:JDWP-Handshake|MGLNDD_|\{"id":1,"method":"(?:mining|login)|EHLO |HELP$|stats$|OPTIONS sip:|RTSP\/|\$\$MyNick|Gh0st|t3 12)/i,
      confidence: 0.7,
      matches: ['\x16\x03\x01\x00', 'SSH-2.0-Go', 'MGLNDD_203.0.113.4'],
      ignores: ['/stats', '/help'],
    },
  ],
}
