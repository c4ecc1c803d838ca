import type { Span } from '../detector.ts'
import { plainCommands, wordCommands } from './commands.ts'

const separator = /[;|&\n\r`]|\$\(|[<>]\(|\|\||&&|(?:^|\s)!\s/g
const mostSeparators = 48
const lead = /[\s;|&`({"'!,+\0-]{0,20}/y
/** What may stand before the command itself: assignments and commands that run another. */
const wrapper =
  /(?:[A-Za-z_]\w{0,20}=(?:\S{0,40})\s{1,4}|(?:sudo|time|nohup|nice|ionice|env|command|exec|setsid|timeout|xargs|busybox|start|call|eval|builtin|watch|stdbuf|doas|strace|if|then|do|while|else)\s{1,4}(?:-\w{1,3}\s{1,3}(?:\d{1,5}\s{1,3})?)?(?:\d{1,5}[smh]?\s{1,3})?)/y
const commandWord =
  /(@?(?:(?:\.{0,2}\/)?(?:[\w.*?[\]-]{1,40}\/){1,6}|[a-z]:\\(?:[\w.-]{1,40}\\){0,6}|%\w{3,20}%\\(?:[\w.-]{1,40}\\){0,4})?)([A-Za-z][\w.+-]{0,24})/iy
const directory =
  /^@?(?:\.{0,2}\/)?(?:(?:usr|local|opt|sbin|bin|s\?in|b\?n|\?\?\?|etc|tmp|var|\.{1,2}|[\w?*]{1,6})\/){1,6}$|^[a-z]:\\|^%\w+%\\/i

/** What follows commands rather than words: options, paths, redirections, variables, numbers alone, addresses. */
const argument =
  /^\s{0,4}(?:-{1,2}[A-Za-z0-9]|\/[\w?*.$]|\/$|~[/\w]|\.{1,2}[/\\]|\$[\w({*@]|\*|[<>|;&`)]|\d?>|[a-z]:[\\/]|%\w+%|%[a-z]\s|\d{1,5}(?:\.\d)?\s{0,3}(?:$|[;|&)`"'#\n])|\d{1,3}(?:\.\d{1,3}){3}|['"][^'"]{1,200}['"]?\s{0,3}(?:$|[;|&>)`])|(?:https?|ftp):\/\/|[\w.-]{1,60}\.(?:php|txt|ini|conf|cfg|log|sh|py|pl|rb|jsp|aspx?|bat|exe|ps1|env|xml|ya?ml|sql|key|pem|htaccess|passwd|html?)\b|\\\\|<|\{|\[\[?\s|\*\.|(?:passwd|shadow|hosts|localgroup|user|view|share|start|stop|add|query)\b)/i
const ends = /^\s{0,4}(?:$|\\[nr]|[;|&`)"'#><\n\r\\}]|--|%|\/\/)/

/** Finds a command behind a separator, in text folded as a shell folds it. */
export function findCommand(text: string): Span | undefined {
  separator.lastIndex = 0
  for (let n = 0; n < mostSeparators; n++) {
    const match = separator.exec(text)
    if (!match) return undefined
    const found = commandAt(text, separator.lastIndex)
    if (found && isPlausible(text, match.index, match[0], found))
      return { start: match.index, end: found.end }
  }
  return undefined
}

/** A command at the very start of a value, with what follows commands. */
export function findLeadingCommand(text: string): Span | undefined {
  const found = commandAt(text, 0)
  if (!found?.hasArgument || found.start > 3) return undefined
  return { start: found.start, end: found.end }
}

/** Is the whole value a command, alone or with arguments? For parameters that are named for running one. */
export function isCommand(text: string): boolean {
  const found = commandAt(text, 0)
  return found !== undefined && (found.isPlain || found.hasArgument || ends.test(text.slice(found.end)))
}

interface Command {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly isPlain: boolean
  readonly hasArgument: boolean
  readonly hasPath: boolean
}

function commandAt(text: string, from: number): Command | undefined {
  let at = from
  lead.lastIndex = at
  lead.test(text)
  at = Math.max(at, lead.lastIndex)
  for (let n = 0; n < 4; n++) {
    wrapper.lastIndex = at
    if (!wrapper.test(text)) break
    at = wrapper.lastIndex
  }
  commandWord.lastIndex = at
  const match = commandWord.exec(text)
  if (!match) return undefined
  const path = match[1] ?? ''
  const name = (match[2] ?? '').toLowerCase().replace(/\.exe$/, '')
  const end = commandWord.lastIndex
  const rest = text.slice(end, end + 240)
  const hasPath = path !== '' && directory.test(path)
  if (path !== '' && !hasPath) return undefined
  const isPlain = plainCommands.has(name)
  if (!isPlain && !wordCommands.has(name)) return undefined
  if (!/^(?:$|[\s;|&`)"'<>#\\}\0$,/+=^*?{-])/.test(rest)) return undefined
  const hasArgument = /^\s|^[<>${]|^$|^\/[a-z?]\b|^\+/i.test(rest) && argument.test(rest)
  return { name, start: at, end, isPlain, hasArgument, hasPath }
}

const lists = /^[a-z_][\w .-]{1,40}(?:[|;,&]\s?[a-z_][\w .-]{0,40}){1,60}$/i
/** Commands that are also names of fields, sizes or places: in a list of words they are words. */
const fieldLike =
  /^(?:id|ps|sh|ls|dir|env|df|du|ss|reg|nl|od|ver|vol|cp|mv|rm|sed|php|perl|ruby|python\d?|curl|bash|hostname|sleep|ping|base64|passwd|ftp|tar|dash|arp|nano|vim|gcc|printf|awk|rev|dig)$/

function isPlausible(text: string, at: number, sign: string, found: Command): boolean {
  const rest = text.slice(found.end)
  const isAlone = ends.test(rest)
  if (found.hasPath) return found.hasArgument || isAlone || /^\s/.test(rest)
  if (sign === '`' && isProseAround(text, at)) return found.hasArgument && /[/>|$]/.test(rest.slice(0, 60))
  if (found.isPlain) {
    if (found.hasArgument) return true
    // "a|id|name" and "bash;zsh" list words; what is attacked is a value of another kind.
    if (fieldLike.test(found.name) && lists.test(text)) return false
    if (isAlone) return true
    return !fieldLike.test(found.name) && /^\s/.test(rest)
  }
  if (found.hasArgument) {
    if (/^\s*[a-z]+\s*$/i.test(rest) || sign === '\n' || sign === '\r')
      return /[-/$><|\\'"]/.test(rest.slice(0, 80))
    return true
  }
  return false
}

/** Backticks are also how forums mark code: with a sentence around them they mark. */
function isProseAround(text: string, at: number): boolean {
  const close = text.indexOf('`', at + 1)
  const outside = text.slice(0, at) + (close === -1 ? '' : text.slice(close + 1))
  return (outside.match(/[a-z]{2,}/gi)?.length ?? 0) >= 3
}
