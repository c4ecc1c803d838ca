import type { Span } from '../detector.ts'

/** Files of systems and applications that no visitor asks for; a match anywhere in a path counts. */
const systemFiles = [
  /(?:^|[/\\:=])etc[/\\]{1,3}(?:passwd|shadow|group|hosts|issue|motd|fstab|crontab|profile|environment|resolv\.conf|sudoers|mysql|my\.cnf|apache2?|httpd|nginx|php\d?|ssh|security|init\.d|cron|hostname|services|inetd\.conf|ftpusers|samba|vsftpd|proftpd|lighttpd|master\.passwd|redhat-release|debian_version|os-release|release|network|sysconfig|pam\.d|exports|syslog\.conf|logrotate|ldap|postfix|tomcat\d?|kubernetes|docker)/i,
  /(?:^|[/\\:=])proc[/\\]{1,3}(?:self|version|cmdline|\d{1,6}|mounts|net|cpuinfo|meminfo|sched_debug|config)/i,
  /(?:^|[/\\:=])var[/\\]{1,3}(?:log|mail|spool|run|www|lib|adm|apache2?|mysql|webmin|cpanel|nginx|backups)[/\\]/i,
  /(?:^|[/\\:=])root[/\\]{1,3}(?:\.\w|\w{0,20}\.(?:txt|log|cfg))/i,
  /(?:^|[/\\:=])(?:windows|winnt|winnt32)[/\\]{1,3}(?:win\.ini|system\.ini|system32|repair|php\.ini|system|panther|debug|iis|syswow64|explorer|notepad|temp|logs?)/i,
  /(?:^|[/\\:=])(?:boot\.ini|win\.ini|autoexec\.bat|pagefile\.sys|ntuser\.dat|inetpub[/\\]|system volume information|library[/\\]webserver)/i,
  /(?:^|[/\\:=])(?:web-inf[/\\]?|meta-inf[/\\]|\.(?:ssh|aws|docker|kube|gnupg)[/\\]|(?:sys|dev)[/\\](?:fd|class|kernel|shm|tcp|null|random)|mnt[/\\]\w|tmp[/\\]sess_)/i,
]

/** Folders in which only some files are such: where they begin, how a path in them goes on, and which files. */
const folders = [
  {
    begins: /(?:^|[/\\:=])(?:usr|opt|home)[/\\]{1,3}/gi,
    path: /^[\w./\\-]*/,
    files:
      /httpd|php\.ini|my\.cnf|\.bash_history|\.bashrc|\.profile|\.ssh|authorized_keys|id_rsa|access\.?_?log|error\.?_?log|acces\.log|apache|lampp|[/\\.]conf(?:ig)?(?:[/\\.]|$)/i,
  },
  {
    begins: /(?:^|[/\\:=])(?:apache|xampp|wamp|php\d?|program files(?: \(x86\))?)[/\\]{1,3}/gi,
    path: /^[\w .\\/()-]*/,
    files: /(?:^|[/\\.])(?:conf(?:ig)?|logs?|data)(?:[/\\.]|$)|php\.ini|httpd|apache|mysql|\.log/i,
  },
]
const longestPath = 100

/** Names of files with secrets, for values that are a path. */
const secretNames = [
  /(?:^|[/\\])(?:\.env(?:\.\w{1,20})?|\.ht(?:access|passwd)|\.git[/\\](?:config|head|index)|id_(?:rsa|dsa|ecdsa|ed25519)|authorized_keys|known_hosts|passwd|shadow|credentials|\.(?:bash|mysql)_history|\.npmrc|\.pgpass|\.netrc|proc[/\\]self[/\\]\w{1,9})(?:$|[\s;:?#\0'"&%.,)\]}])/i,
  /(?:^|[/\\])(?:wp-config\.php\w{0,5}|config(?:uration)?\.(?:inc\.)?php\w{0,5}|(?:local)?settings\.php|(?:web|machine)\.config|global\.asax|web\.xml|applicationcontext\.xml|(?:database|secrets)\.yml|local_settings\.py)(?:$|[\s;:?#\0'"&%.,)\]}])/i,
  /(?:^|[/\\])(?:(?:php|my|boot|win|desktop)\.ini|my\.cnf|httpd\.conf|(?:access|error)[._]log|sam|ntds\.dit|system32)(?:$|[\s;:?#\0'"&%.,)\]}])/i,
]

/** Where a text first names a file that systems and servers keep. */
export function findSystemFile(text: string): Span | undefined {
  const [file, inside] = [earliest(systemFiles, text), findInFolder(text)]
  return file && inside && inside.start < file.start ? inside : (file ?? inside)
}

/** Where a text first names a file known for secrets. */
export const findSecretName = (text: string): Span | undefined => earliest(secretNames, text)

function earliest(patterns: readonly RegExp[], text: string): Span | undefined {
  let first: Span | undefined
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match && (!first || match.index < first.start))
      first = { start: match.index, end: match.index + match[0].length }
  }
  return first
}

function findInFolder(text: string): Span | undefined {
  for (const { begins, path, files } of folders) {
    for (const { 0: folder, index } of text.matchAll(begins)) {
      const from = index + folder.length
      const file = files.exec(path.exec(text.slice(from, from + longestPath))?.[0] ?? '')
      if (file) return { start: index, end: from + file.index + file[0].length }
    }
  }
  return undefined
}
