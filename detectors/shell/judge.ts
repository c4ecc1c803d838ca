import type { Span } from '../detector.ts'
import { isSearchBox } from '../matching/surroundings.ts'
import { foldShell } from '../reading/shell.ts'
import { networkCommands, pairs, plainCommands, wordCommands } from './commands.ts'

const separator = /[;|&\n\r`]|\$\(|[<>]\(|\|\||&&|(?:^|\s)!\s/g
const mostSeparators = 48
const lead = /[\s;|&`({"'!,+\0-]{0,20}/y
/** What may stand before the command itself: assignments and commands that run another. */
const wrappers = [
  /[A-Za-z_]\w*=\S*\s{1,4}/y,
  /(?:sudo|time|nohup|nice|ionice|env|command|exec|setsid|timeout|xargs|busybox|start|call|eval|builtin|watch|stdbuf|doas|strace|if|then|do|while|else)\s{1,4}(?:-\w{1,3}\s{1,3})?(?:\d{1,5}[smh]?\s{1,3}){0,2}/y,
]
/** Wrappers that are no words of a sentence. */
const plainWrapper = /\b(?:sudo|nohup|setsid|xargs|busybox|ionice|stdbuf|doas|strace)\s/
/** A command with its path, of Windows and of Unix. */
const drive = /@?(?:[a-z]:|%\w{3,16}%)\\/iy
const windowsCommand = /[\w.?*\\-]+/y
const unixCommand = /@?[\w.*?[\]/+-]+/y
const programFolders = new Set('usr local opt sbin bin s?in b?n ??? etc tmp var . ..'.split(' '))
const shortFolder = /^[\w?*]{1,6}$/
const mostFolders = 6
const globs = /[?*[\]]/

/** What follows commands rather than words: options, paths, redirections, variables, numbers alone, addresses. */
const argument = [
  /^\s{0,4}(?:-{1,2}[A-Za-z0-9]|\/[\w?*.$]|\/(?:\s|$)|~[/\w]|\.{1,2}[/\\]|\.\s|\$[\w({*@]|\*|[<>|;&`)]|\d?>|[a-z]:[\\/]|%\w{1,16}%|%[a-z]\s|\\\\|\{|\[\[?\s)/i,
  /^\s{0,4}\d{1,5}(?:\.\d)?\s{0,3}(?:$|[;|&)`"'#\n])/,
  /^\s{0,4}(?:\d{1,3}(?:\.\d{1,3}){3}|(?:https?|ftp):\/\/|(?:passwd|shadow|hosts)\b)/i,
  /^\s{0,4}[\w.-]{1,24}\.(?:php|txt|ini|conf|cfg|log|sh|py|pl|rb|jsp|aspx?|bat|exe|ps1|env|xml|ya?ml|sql|key|pem|htaccess|passwd|html?)\b/i,
]
const hostName = /^[\w-]+\.[\w-]/
const ends = /^\s{0,4}(?:$|\\[nr]|[;|&`)"'#><\n\r\\}]|--|%|\/\/)/

/**
 * Finds a command behind a separator, in text folded as a shell folds it. `name` is the parameter's: in one that is
 * known to reach a command line, a list of words is no list.
 */
export function findCommand(text: string, name = ''): Span | undefined {
  const isInjectable = injectable.test(name)
  const isSought = isSearchBox(name)
  separator.lastIndex = 0
  for (let n = 0; n < mostSeparators; n++) {
    const match = separator.exec(text)
    if (!match) return undefined
    // People look for whole command lines: "cat file | grep foo". An attack leaves a word behind, or nothing.
    if (isSought && isCommandLine(text.slice(0, match.index))) return undefined
    const found = commandAt(text, separator.lastIndex)
    if (found && isPlausible(text, match.index, match[0], found, isInjectable))
      return { start: match.index, end: found.end }
  }
  return undefined
}

/** A command at the very start of a value, with what follows commands. */
export function findLeadingCommand(text: string): Span | undefined {
  const found = commandAt(text, 0)
  if (!found?.hasArgument || found.start > 3) return undefined
  // "Top 10 | Best of 2026": a number is no argument to a word.
  if (!found.isPlain && /^\s*\d/.test(text.slice(found.end))) return undefined
  return { start: found.start, end: found.end }
}

/**
 * A command that only a shell's reading shows: `w'h'oami`, `c\at`, `ec^ho`, `ho${u}stname`. Who takes a command's name
 * apart hides it; no prose does.
 */
export function findHiddenCommand(text: string): Span | undefined {
  const folded = foldShell(text)
  if (folded === text) return undefined
  separator.lastIndex = 0
  for (let n = 0; n < mostSeparators; n++) {
    const found = commandAt(folded, n === 0 ? 0 : separator.lastIndex)
    if (found && found.name.length > 1 && !found.hasGlob && !text.toLowerCase().includes(found.name))
      return { start: 0, end: text.length }
    if (!separator.exec(folded)) return undefined
  }
  return undefined
}

function isCommandLine(before: string): boolean {
  return /\S\s+\S/.test(before) || commandAt(before, 0) !== undefined
}

const bareCommand =
  /^(?:id|pwd|dir|whoami|uname|hostname|ifconfig|ipconfig|netstat|systeminfo|tasklist|printenv|busybox|sh|bash|cmd|powershell)$/i

/** Is the whole value a command, alone or with arguments? For parameters that are named for running one. */
export function isCommand(text: string): boolean {
  const found = commandAt(text, 0)
  // Interfaces have verbs of these names: alone they prove nothing.
  if (found && !found.hasArgument && !bareCommand.test(text.trim())) return false
  return found !== undefined && (found.isPlain || found.hasArgument || ends.test(text.slice(found.end)))
}

interface Command {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isPlain: boolean
  readonly hasArgument: boolean
  readonly hasPath: boolean
  readonly hasGlob: boolean
  readonly isWrapped: boolean
}

function commandAt(text: string, from: number): Command | undefined {
  lead.lastIndex = from
  lead.test(text)
  const start = Math.max(from, lead.lastIndex)
  let at = start
  for (let n = 0; n < 4; n++) {
    const end = endOfWrapper(text, at)
    if (end === undefined) break
    at = end
  }
  // What wraps a command is one itself: `sudo -l`, `timeout /t 5`.
  return commandBehind(text, start, at) ?? (at > start ? commandBehind(text, start, start) : undefined)
}

/** The command with its path; a slash at its end belongs to what follows. */
function wordAt(text: string, at: number): string {
  drive.lastIndex = at
  const lead = drive.exec(text)?.[0] ?? ''
  const command = lead === '' ? unixCommand : windowsCommand
  command.lastIndex = at + lead.length
  let word = lead + (command.exec(text)?.[0] ?? '')
  while (word.endsWith('/')) word = word.slice(0, -1)
  return word
}

/** `/usr/bin/`, `./`, `/???/`, `c:\windows\`: a few folders, known or short. */
function isProgramFolder(path: string): boolean {
  if (path.endsWith('\\')) return /^@?(?:[a-z]:|%\w{3,16}%)\\/i.test(path)
  const folders = path.replace(/^@/, '').replace(/^\//, '').slice(0, -1).split('/')
  if (path === '/') return false
  return (
    folders.length <= mostFolders &&
    folders.every((folder) => programFolders.has(folder) || shortFolder.test(folder))
  )
}

/** A text in quotes, then an end or a separator; or quotes that a separator or the end cuts open. */
function isQuoted(rest: string): boolean {
  const text = rest.trimStart()
  if (!/^['"]/.test(text)) return false
  const close = text.slice(1).search(/['"]/)
  if (close === -1) return text.length > 1
  return (
    close > 0 &&
    (/[;|&>)`]/.test(text.slice(2, close + 1)) || /^\s{0,3}(?:$|[;|&>)`])/.test(text.slice(close + 2)))
  )
}

/** `example.org`, `-c example.org`, `-c 3 example.org`. */
function namesHost(rest: string): boolean {
  const [first = '', second = '', third = ''] = /^\s/.test(rest) ? rest.trimStart().split(/\s+/, 3) : []
  return hostName.test(first) || (/^-\w/.test(first) && (hostName.test(second) || hostName.test(third)))
}

function endOfWrapper(text: string, at: number): number | undefined {
  for (const wrapper of wrappers) {
    wrapper.lastIndex = at
    if (wrapper.test(text)) return wrapper.lastIndex
  }
  return undefined
}

function commandBehind(text: string, from: number, at: number): Command | undefined {
  const word = wordAt(text, at)
  const separated = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1
  const path = word.slice(0, separated)
  const name = word
    .slice(separated)
    .toLowerCase()
    .replace(/\.exe$/, '')
  const end = at + word.length
  const rest = text.slice(end, end + 240)
  const hasPath = path !== '' && isProgramFolder(path)
  if (path !== '' && !hasPath) return undefined
  const hasGlob = globs.test(name) || globs.test(path)
  // /bin/c?t and /???/cat: a folder of programs makes a pattern a command.
  const isGlobbed =
    hasPath && (/bin\/$/.test(path) ? globs.test(name) : globs.test(path) && /^[\w?*]/.test(name))
  const isPlain = plainCommands.has(name) || isGlobbed
  if (!isPlain && !wordCommands.has(name)) return undefined
  if (!/^(?:$|[\s;|&`)"'<>#\\}\0$,/+=^*?{-])/.test(rest)) return undefined
  const isFollowed = /^\s|^[<>${]|^$|^\/[a-z?]\b|^\+/i.test(rest)
  const hasArgument =
    isFollowed &&
    (argument.some((pattern) => pattern.test(rest)) ||
      isQuoted(rest) ||
      (networkCommands.has(name) && namesHost(rest)) ||
      pairs.test(`${name} ${rest.trimStart()}`))
  return {
    name,
    start: from,
    end,
    isPlain,
    hasArgument,
    hasPath,
    hasGlob,
    isWrapped: plainWrapper.test(text.slice(from, at)),
  }
}

/** Parameters that end up in command lines: of devices, gateways and tools. */
const injectable =
  /^(?:host(?:name)?|ip|ip_?addr(?:ess)?|addr|domain|target|dst|dest|ping\w{0,10}|cmd|file(?:name)?|dir|server|port|iface|interface|device|mac|ntp\w{0,8}|dns\w{0,8}|old|daemon)$/i
/** "a|id|name", "bash; zsh": words and what divides them. */
function isWordList(text: string): boolean {
  const parts = text.split(/[|;,&]/)
  return parts.length > 1 && parts.every((part) => part.length <= 42 && /^\s?[a-z_][\w .-]*$/i.test(part))
}
/** Commands that are also names of fields, sizes or places: in a list of words they are words. */
const fieldLike =
  /^(?:id|ps|sh|ls|dir|env|df|du|ss|reg|nl|od|ver|vol|cp|mv|rm|sed|php|perl|ruby|python\d?|curl|bash|hostname|sleep|ping|base64|passwd|ftp|tar|dash|arp|nano|vim|gcc|printf|awk|rev|dig)$/
/** A value that begins with a separator begins where a command line is to go on: no prose does. */
const leadingSeparator = /^\s{0,3}(?:\d{1,12}|['"])?\s{0,2}(?:;|\|\|?|&&|`|\$\(|\n|\r)$/

function isPlausible(text: string, at: number, sign: string, found: Command, isInjectable: boolean): boolean {
  const rest = text.slice(found.end)
  const isAlone = ends.test(rest)
  if (found.hasPath) return found.hasArgument || isAlone || /^\s/.test(rest)
  if (found.isWrapped && found.isPlain) return true
  if (sign === '`' && isProseAround(text, at)) return found.hasArgument && /[/>|$]/.test(rest.slice(0, 60))
  if (found.isPlain) {
    if (found.hasArgument) return true
    // "a|id|name" and "bash;zsh" list words; what is attacked is a value of another kind.
    if (!isInjectable && fieldLike.test(found.name) && isWordList(text)) return false
    if (isAlone) return true
    return !fieldLike.test(found.name) && /^\s/.test(rest)
  }
  if (found.hasArgument) {
    if (pairs.test(`${found.name} ${rest.trimStart()}`)) return true
    if (/^\s*[a-z]+\s*$/i.test(rest) || sign === '\n' || sign === '\r')
      return /[-/$><|\\'"]/.test(rest.slice(0, 80))
    return true
  }
  return (
    runsOnWords.test(found.name) &&
    leadingSeparator.test(text.slice(0, at + sign.length)) &&
    /^\s+\S/.test(rest)
  )
}

/** Commands whose arguments are words of any kind. */
const runsOnWords =
  /^(?:echo|cat|type|touch|export|alias|print|kill|exec|source|more|head|tail|mail|which|test)$/

/** Backticks are also how forums mark code: with a sentence around them they mark. */
function isProseAround(text: string, at: number): boolean {
  const close = text.indexOf('`', at + 1)
  const outside = text.slice(0, at) + (close === -1 ? '' : text.slice(close + 1))
  return (outside.match(/[a-z]{2,}/gi)?.length ?? 0) >= 3
}
