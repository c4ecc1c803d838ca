import type { Span } from '../detector.ts'
import { isSearchBox } from '../matching/surroundings.ts'
import { foldShell } from '../reading/shell.ts'
import { networkCommands, pairs, plainCommands, wordCommands } from './commands.ts'

const separator = /[;|&\n\r`]|\$\(|[<>]\(|\|\||&&|(?:^|\s)!\s/g
const mostSeparators = 48
const lead = /[\s;|&`({"'!,+\0-]{0,20}/y
/** What may stand before the command itself: assignments and commands that run another. */
const assignment = /[A-Za-z_]\w*=\S*\s+/y
const wrapper =
  /(?:sudo|time|nohup|nice|ionice|env|command|exec|setsid|timeout|xargs|busybox|start|call|eval|builtin|watch|stdbuf|doas|strace|if|then|do|while|else)\s{1,4}(?:-\w{1,3}\s{1,3}(?:\d{1,5}\s{1,3})?)?(?:\d{1,5}[smh]?\s{1,3})?/y
/** Wrappers that are no words of a sentence. */
const plainWrapper = /\b(?:sudo|nohup|setsid|xargs|busybox|ionice|stdbuf|doas|strace)\s/
const commandWord =
  /(@?(?:\/?(?:[\w.*?[\]-]+\/)*|[a-z]:\\(?:[\w.-]+\\)*|%\w+%\\(?:[\w.-]+\\)*))([A-Za-z?*[][\w.+?*[\]-]*)/iy
const directory = /^@?\/?(?:(?:[\w?*]{1,6}|\.\.?)\/)+$/
const windowsDirectory = /^@?(?:[a-z]:\\|%\w+%\\)/i
const globs = /[?*[\]]/

/** What follows commands rather than words: options, paths, redirections, variables, numbers alone, addresses. */
const argumentSign =
  /^(?:-{1,2}[A-Za-z0-9]|\/[\w?*.$]|\/(?=\s|$)|~[/\w]|\.{1,2}[/\\]|\.(?=\s)|\$[\w({*@]|\*|[<>|;&`)]|\d?>|[a-z]:[\\/]|%\w{1,20}%|%[a-z]\s|(?:https?|ftp):\/\/|\\\\|<|\{|\[\[?\s|\*\.|(?:passwd|shadow|hosts)\b)/i
const numbers = /^(?:\d{1,5}(?:\.\d)?\s{0,3}(?:$|[;|&)`"'#\n])|\d{1,3}(?:\.\d{1,3}){3})/
const quoted = /^['"][^'"]+(?:$|[;|&>)`]|['"]\s*(?:$|[;|&>)`]))/
const fileName =
  /[\w.-]\.(?:php|txt|ini|conf|cfg|log|sh|py|pl|rb|jsp|aspx?|bat|exe|ps1|env|xml|ya?ml|sql|key|pem|htaccess|passwd|html?)\b/i

function isArgument(rest: string): boolean {
  const text = rest.replace(/^\s{1,4}/, '')
  return (
    argumentSign.test(text) ||
    numbers.test(text) ||
    quoted.test(text) ||
    fileName.test(/^[\w.-]+/.exec(text)?.[0] ?? '')
  )
}

const hostName = /^\s+(?:-\w{1,3}\s+(?:\S+\s+)?)?[\w-]+\.[\w-]/
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
  if (/\S\s+\S/.test(before)) return true
  const command = commandAt(before, 0)
  return command !== undefined && (command.isPlain || command.hasArgument)
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
    const lead = [assignment, wrapper].find((pattern) => {
      pattern.lastIndex = at
      return pattern.test(text)
    })
    if (!lead) break
    at = lead.lastIndex
  }
  // What wraps a command is one itself: `sudo -l`, `timeout /t 5`.
  return commandBehind(text, start, at) ?? (at > start ? commandBehind(text, start, start) : undefined)
}

function commandBehind(text: string, from: number, at: number): Command | undefined {
  commandWord.lastIndex = at
  const match = commandWord.exec(text)
  if (!match) return undefined
  const path = match[1] ?? ''
  const name = (match[2] ?? '').toLowerCase().replace(/\.exe$/, '')
  const end = commandWord.lastIndex
  const rest = text.slice(end, end + 240)
  const hasPath = directory.test(path) || windowsDirectory.test(path)
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
    (isArgument(rest) ||
      (networkCommands.has(name) && hostName.test(rest)) ||
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
const lists = /^[a-z_][\w .-]+(?:[|;,&]\s?[a-z_][\w .-]*)+$/i
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
    if (/^\s+\S/.test(rest) && leadingSeparator.test(text.slice(0, at + sign.length))) return true
    // "a|id|name" and "bash;zsh" list words; what is attacked is a value of another kind.
    if (!isInjectable && fieldLike.test(found.name) && lists.test(text)) return false
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
