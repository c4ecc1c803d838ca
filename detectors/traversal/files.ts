import type { Signature } from '../detector.ts'
import { isSearchBox } from '../matching/surroundings.ts'
import { findSecretName, findSystemFile } from '../paths/sensitive.ts'

/** Files and streams that no visitor asks for. */
export const files: readonly Signature[] = [
  {
    id: 'traversal-system-file',
    quietIn: ['prose', 'repository'],
    title: 'a file of the operating system or server',
    fields: ['query', 'body', 'path', 'referer'],
    view: 'shell',
    signs: [
      'etc',
      'proc',
      'var',
      'usr',
      'opt',
      'home',
      'root',
      'win',
      'boot.ini',
      'autoexec',
      'pagefile',
      'ntuser',
      'inetpub',
      'apache',
      'xampp',
      'wamp',
      'php',
      'program files',
      'web-inf',
      'meta-inf',
      '.ssh',
      '.aws',
      '.docker',
      '.kube',
      '.gnupg',
      'sys/',
      'dev/',
      'volume',
      'library',
      'mnt',
      'sess_',
    ],
    structure: 'a path to a file that systems and servers keep and no visitor asks for',
    find(text, name) {
      const match = findSystemFile(text)
      if (!match || /^[/\\]?(?:Etc|dev[/\\]null)/.test(text.slice(match.start, match.end))) return undefined
      // People look for files of systems by name; few of those hold a secret.
      if (isSearchBox(name) && !/passwd|shadow|proc|\.\.|(?:boot|win)\.ini/i.test(text)) return undefined
      // Behind folders of its own it is a file of a repository or backup: `rootfs/etc/passwd`.
      const lead =
        text
          .slice(0, match.start)
          .split(/[\s=:"'`<>|;&(,]/)
          .at(-1) ?? ''
      const isAbsolute = name !== '' && /^[/\\]/.test(lead)
      if (/[a-z]{2}/i.test(lead) && !isAbsolute && !/\.\.|\.[/\\]|%|\0|0x|\?\?/.test(lead)) return undefined
      // A question about a file is a sentence; a path stands at the start or behind steps up.
      const before = text.slice(0, match.start)
      if (before.length < 200 && before.trim().split(/\s+/).length > 2 && !/[;|`$'"<>]/.test(before))
        return undefined
      if (
        /^https?:\/\/[\w.-]+\//i.test(text) &&
        !/\.\.|%2e/i.test(text) &&
        !/etc\/passwd|proc\/self|boot\.ini|win\.ini/i.test(text)
      )
        return undefined
      return match
    },
    confidence: 0.7,
    matches: [
      'file=/etc/passwd',
      'file=..%2f..%2fproc%2fself%2fenviron',
      'file=c:\\boot.ini',
      'file=/var/log/apache2/access.log',
    ],
    ignores: [
      'q=what+is+in+/etc/passwd',
      'q=etc',
      'url=https://docs.example.org/var/www/setup',
      'q=windows+system',
    ],
  },
  {
    id: 'traversal-secret-name',
    title: 'the name of a file with secrets',
    fields: ['query', 'body'],
    view: 'decoded',
    signs: [
      '.env',
      '.ht',
      '.git',
      'id_',
      'authorized_keys',
      'known_hosts',
      'config',
      'settings',
      'global.asax',
      'php.ini',
      'my.',
      'httpd.conf',
      '_history',
      '.npmrc',
      '.pgpass',
      '.netrc',
      'passwd',
      'shadow',
      '.ini',
      'web.xml',
      '.yml',
      'applicationcontext',
      'credentials',
      'access',
      'error',
      'proc',
      'sam',
      'ntds',
      'system32',
    ],
    structure: 'a value that is nothing but a path to a file known for secrets',
    find(text, name) {
      if (isSearchBox(name) && !/\.\.[/\\]/.test(text)) return undefined
      if (/\s/.test(text.trim()) || /^https?:/i.test(text)) return undefined
      const match = findSecretName(text)
      if (
        !match ||
        !/^(?:$|[\0%~?#;:]|\.(?:bak|old|orig|save|swp|php\w?|inc|txt$|zip|gz|tar|jpe?g|png|pdf|\d))/i.test(
          text.slice(match.end),
        ) ||
        (/^(?:credentials|settings|shadow|sam|passwd|error.log|access.log)$/i.test(text) &&
          !/[/\\]/.test(text))
      )
        return undefined
      return match
    },
    confidence: 0.5,
    matches: ['file=.htaccess', 'file=wp-config.php', 'file=/home/a/.ssh/id_rsa', 'page=../web.config'],
    ignores: ['q=config', 'q=how+to+edit+php.ini', 'tab=settings', 'q=shadow'],
  },
  {
    id: 'traversal-null-byte',
    title: 'a NUL byte that cuts off a file name',
    fields: ['query', 'body', 'path'],
    view: 'decoded',
    signs: ['\0', '%00', '\\0'],
    patterns: [/[\w/\\.}]\0|[\w/\\.}](?:%00|\\0)(?=$|\.\w{2,5}$|[^0-9a-f])/i],
    confidence: 0.6,
    matches: ['file=x.php%00.jpg', 'file=../x%00', 'file=passwd%2500'],
    ignores: ['q=100', 'q=%E0', 'color=%2300ff00'],
  },
  {
    id: 'traversal-wrapper',
    title: 'a stream wrapper',
    fields: ['query', 'body', 'path', 'referer'],
    view: 'decoded',
    signs: ['://', ':/', 'data:', 'jar:', 'local_file'],
    patterns: [
      /\b(?:expect|phar|zip|rar|glob|ogg|zlib|compress\.(?:zlib|bzip2)|ssh2(?:\.\w{1,9})?|gopher|dict|tftp):\/\//i,
      /\bdata:\/\/text|\bnetdoc:\/|\bjar:(?:https?|file):|\blocal_file:/i,
      /\bphp:\/{1,3}filter\/[\w.=-]/i,
      /(?:^|[=,(])file:\/{1,4}(?:etc|proc|var|[a-z]:)/i,
      /data:;base64,|data:text\/(?:plain|html|php|x-php);base64,(?:PD9|PHN|PD8)/i,
      /\bdata:(?:text\/(?:plain|x?-?php)|application\/x-httpd-php)\s?[;,]\s?(?:<\?|[\s\S]{0,20}(?:system|eval|phpinfo))/i,
    ],
    confidence: 0.8,
    matches: [
      'page=php://filter/convert.base64-encode/resource=index',
      'page=expect://id',
      'url=gopher://127.0.0.1:6379/_x',
    ],
    ignores: ['url=https://example.org/', 'src=data:image/png;base64,iVBO', 'q=php:+a+guide'],
  },
  {
    id: 'traversal-wrapper-name',
    quietIn: ['prose'],
    title: 'a stream of PHP or the address of a file',
    fields: ['query', 'body', 'path', 'referer'],
    view: 'decoded',
    signs: ['php:', 'file:'],
    patterns: [
      /\bphp:\/{1,3}(?:filter|input|output|memory|temp|stdin|fd)/i,
      /\bfile:\/{2,4}(?:\/|[a-z]:|[\w.]{0,16}\/|localhost)/i,
    ],
    confidence: 0.75,
    matches: ['page=php://input', 'url=file:///etc/hosts', 'x=file://localhost/x'],
    ignores: ['q=php://filter+what+is', 'q=php:+a+guide', 'q=file:+x'],
  },
]
