import type { Detector } from './detector.ts'
import { isProse } from './matching/surroundings.ts'
import { ascentOf, stepsOutside } from './paths/ascent.ts'
import { secretName, systemFile } from './paths/sensitive.ts'

const values = ['query', 'body', 'referer', 'userAgent'] as const
const dots = ['..', '.%', '%2e', '0x2e', '%c0', '??/', '.;.', '.\0', '. .']
const asset =
  /\.(?:css|js|mjs|png|jpe?g|gif|svg|ico|webp|woff2?|ttf|map|html?|md|pdf|scss|less|tsx?|vue)(?:[?#]|$)/i

/** Nobody speaks of so many steps. */
const talkedAbout = 5

export const pathTraversal: Detector = {
  id: 'path-traversal',
  type: 'path-traversal',
  title: 'Path traversal and file inclusion',
  summary: 'A path that climbs out of its folder or names a file of the system, its secrets or its logs.',
  severity: 'high',
  attack: ['T1190', 'T1083'],
  cwe: ['CWE-22', 'CWE-98', 'CWE-73'],
  capec: ['CAPEC-126', 'CAPEC-64', 'CAPEC-252'],
  references: [
    'https://owasp.org/www-community/attacks/Path_Traversal',
    'https://capec.mitre.org/data/definitions/126.html',
  ],
  falsePositives: [
    'Old pages whose relative links climb too far',
    'Questions about configuration files that hold a whole path',
  ],
  signatures: [
    {
      id: 'traversal-deep',
      title: 'three steps up or more',
      fields: values,
      view: 'decoded',
      signs: dots,
      structure: 'three steps up or more in a row, however they are written, and not to a picture or style',
      find(text) {
        const ascent = ascentOf(text)
        if (!ascent || ascent.steps < 3) return undefined
        if (ascent.steps < talkedAbout && isProse(text, ascent.span)) return undefined
        return ascent.steps < 6 && asset.test(ascent.rest) && !/\0|\\/.test(text) ? undefined : ascent.span
      },
      confidence: 0.75,
      matches: [
        'file=../../../x',
        'file=..%2f..%2f..%2fy',
        'file=..%255c..%255c..%255cz',
        'file=....//....//....//x',
      ],
      ignores: ['ref=../../../img/logo.png', 'q=wait...+what...+really...', 'v=1..2..3'],
    },
    {
      id: 'traversal-steps',
      quietIn: ['prose', 'search box'],
      title: 'one or two steps up',
      fields: [...values, 'path'],
      view: 'decoded',
      signs: dots,
      structure: 'a step up in a value, not to a picture, style or page',
      find(text) {
        const ascent = ascentOf(text)
        return ascent && !asset.test(ascent.rest) ? ascent.span : undefined
      },
      confidence: 0.3,
      matches: ['file=../x', 'file=../../etc', 'file=..\\x'],
      ignores: ['ref=../style.css', 'q=a..b', 'range=1..5'],
    },
    {
      id: 'traversal-double-step',
      quietIn: ['prose', 'search box'],
      title: 'two steps up in a value that names a file',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: dots,
      structure: 'two steps up at the start of a value',
      find(text) {
        const ascent = ascentOf(text)
        return ascent && ascent.steps >= 2 && ascent.span.start < 6 && !asset.test(ascent.rest)
          ? ascent.span
          : undefined
      },
      confidence: 0.25,
      matches: ['file=../../x', 'file=..\\..\\x', 'file=/../../x'],
      ignores: ['file=../x', 'file=a/../../b.css', 'q=1..2'],
    },
    {
      id: 'traversal-request-path',
      title: 'a request path that climbs out of the site',
      fields: ['path'],
      view: 'decoded',
      signs: dots,
      structure: 'more steps up than folders, or steps up hidden by encoding or by `..;/`',
      why: 'Browsers resolve steps up before they ask; what arrives with them was written by hand.',
      find(text) {
        const ascent = ascentOf(text)
        if (!ascent) return undefined
        const isHidden = /\.\.;|\\|\0|\.{4}/.test(text)
        // Old crawlers resolve the relative addresses of pages wrongly.
        if (!isHidden && ascent.steps < 3 && (asset.test(ascent.rest) || ascent.steps < 2)) return undefined
        return stepsOutside(text) > 0 || ascent.steps >= 3 || isHidden ? ascent.span : undefined
      },
      confidence: 0.7,
      matches: ['/../../etc/hosts', '/static/..%2f..%2f..%2fx', '/app/..;/manager', '/cgi-bin/.%2e/.%2e/x'],
      ignores: ['/a/b/../c', '/v1..2/x', '/file...pdf'],
    },
    {
      id: 'traversal-encoded',
      title: 'steps up that hide from filters',
      fields: ['query', 'body', 'path'],
      part: 'whole',
      view: 'raw',
      signs: [
        '%2e',
        '%c0',
        '%e0',
        '%u',
        '%25',
        '%5c',
        '%2f',
        '0x2e',
        '%00',
        '.;',
        '%f0',
        '%fc',
        '%f8',
        '%uff',
        '..',
      ],
      patterns: [
        /(?:%(?:25){0,4}2e|\.)(?:%00)?%(?:25){0,4}2e(?:%00)?(?:%(?:25){0,4}(?:2f|5c)|[/\\])/i,
        // Dots as overlong UTF-8, as %u, in full width or as 0x.
        /(?:%(?:25){0,3}c0%(?:25){0,3}[a2]e|%(?:25){0,3}u(?:ff0e|002e|2024)|%e0%80%ae|%f0%80%80%ae|0x2e){2}(?:%00)?(?:%(?:25){0,4}(?:2f|5c|c[01])|[/\\]|%(?:25){0,3}u(?:221[56]|efc8)|%e0%80|0x2f|0x5c)/i,
        /[.e](?:%00)?(?:%(?:25){0,3}c0%(?:25){0,3}[a2]e|%(?:25){0,3}u(?:ff0e|002e|2024)|%e0%80%ae|0x2e)(?:%00)?(?:%(?:25){0,4}(?:2f|5c|c[01])|[/\\]|%(?:25){0,3}u221[56]|0x2f|0x5c)/i,
        // Separators hidden behind plain dots.
        /\.\.(?:%(?:25){0,3}(?:u(?:efc8|f025|221[56])|c[01]%)|%(?:25){1,4}(?:2f|5c)|%e0%80%af|%f0%80|%00|%bg%qf|0x2f|0x5c|%5c\.\.%5c)/i,
        /%(?:25){1,4}2e(?:%(?:25){1,4}2e|\.)/i,
      ],
      confidence: 0.5,
      matches: ['file=%2e%2e%2fx', 'file=..%255cx', 'file=%c0%ae%c0%ae/x'],
      ignores: ['file=a%2fb.c', 'q=..+..', 'q=100%25'],
    },
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
        const match = systemFile.exec(text)
        if (!match || /^[/\\]?(?:Etc|dev[/\\]null)/.test(match[0])) return undefined
        // Behind folders of its own it is a file of a repository or backup: `rootfs/etc/passwd`.
        const lead =
          text
            .slice(0, match.index)
            .split(/[\s=:"'`<>|;&(,]/)
            .at(-1) ?? ''
        const isAbsolute = name !== '' && /^[/\\]/.test(lead)
        if (/[a-z]{2}/i.test(lead) && !isAbsolute && !/\.\.|\.[/\\]|%|\0|0x|\?\?/.test(lead)) return undefined
        // A question about a file is a sentence; a path stands at the start or behind steps up.
        const before = text.slice(0, match.index)
        if (before.length < 200 && before.trim().split(/\s+/).length > 2 && !/[;|`$'"<>]/.test(before))
          return undefined
        if (
          /^https?:\/\/[\w.-]+\//i.test(text) &&
          !/\.\.|%2e/i.test(text) &&
          !/etc\/passwd|proc\/self|boot\.ini|win\.ini/i.test(text)
        )
          return undefined
        return { start: match.index, end: match.index + match[0].length }
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
      quietIn: ['search box'],
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
      find(text) {
        if (/\s/.test(text.trim()) || /^https?:/i.test(text)) return undefined
        const match = secretName.exec(text)
        if (
          !match ||
          !/^(?:$|[\0%~?#;:]|\.(?:bak|old|orig|save|swp|php\w?|inc|txt$|zip|gz|tar|jpe?g|png|pdf|\d))/i.test(
            text.slice(match.index + match[0].length),
          ) ||
          (/^(?:credentials|settings|shadow|sam|passwd|error.log|access.log)$/i.test(text) &&
            !/[/\\]/.test(text))
        )
          return undefined
        return { start: match.index, end: match.index + match[0].length }
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
    {
      id: 'traversal-template-name',
      title: 'steps to a placeholder that tools fill in',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      signs: ['{file}', '/./', '\\.\\', '....................'],
      patterns: [/[/\\.]{2}\s?\{FILE\}/i, /(?:[/\\]\.){4}[/\\]/, /\.{20}[/\\]/],
      confidence: 0.6,
      matches: ['file=../{FILE}', 'file=/././././x', 'file=\\.\\.\\.\\.\\x'],
      ignores: ['file={file}', 'path=/./a', 'q=a/./b'],
    },
  ],
}
