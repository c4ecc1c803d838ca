import type { Span } from '../detector.ts'
import { plainCommands, wordCommands } from '../shell/commands.ts'
import { kindOfWord } from '../sql/vocabulary.ts'

/**
 * Where a sign means little, because the same text is written there by people who mean no harm:
 * in prose, words of a sentence stand around it and nothing of code does ("/etc/nginx/nginx.conf not found");
 * in a search box, people look for commands and files that they would not run there;
 * in a query editor, a parameter named for it carries a query to a database on purpose;
 * in a repository, a path leads through a code browser to a file that is shown, not used;
 * answered, a tool is one of the site's own: who looks for it in vain is a scanner.
 */
export type Surrounding = 'prose' | 'search box' | 'query editor' | 'repository' | 'answered'

const searchBox =
  /^(?:q|qs|query|s|k|kw|wd|term|terms|words?|keywords?|phrase|pattern|regex|find|full|jql|hilit|title|subject|summary|topic|description|returnto)$|search|keyword|_(?:query|desc|psq)$/i

/** Is a parameter of this name what people type into a search box, or a title? */
export const isSearchBox = (name: string): boolean => searchBox.test(name)

/** Is a parameter of this name made to carry a query? */
export const isQueryEditor = (name: string): boolean =>
  /^(?:sql(?:_?query)?|statement|db\.statement|code)$/i.test(name)

const codeSign = /[;={}<>|&]/
/** A word by itself, or behind a label or bracket; at the end of a sentence too. */
const word = /(?:^|[:(])([\p{L}_]{2,})(?:[?!)]|[.:]?$)/u
const codeWord =
  /^(?:new|import|return|throw|function|class|var|let|const|await|echo|print|static|void|public)$/

/** Do words of a sentence, and no signs of code, stand around the span? Only words apart from it count. */
export function isProse(text: string, { start, end }: Span): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)]
  if (codeSign.test(before) || codeSign.test(after)) return false
  return hasWord(before.slice(0, before.lastIndexOf(' ') + 1)) || hasWord(after.slice(indexOfBlank(after)))
}

/** A word that is none of a query, a command line or a program. */
function hasWord(text: string): boolean {
  for (const part of text.split(/[\s"',]/)) {
    const lower = word.exec(part)?.[1]?.toLowerCase()
    if (
      lower !== undefined &&
      kindOfWord(lower) === undefined &&
      !codeWord.test(lower) &&
      !plainCommands.has(lower) &&
      !wordCommands.has(lower)
    )
      return true
  }
  return false
}

function indexOfBlank(text: string): number {
  const at = text.search(/\s/)
  return at === -1 ? text.length : at
}

const browser =
  /\/(?:blob|raw|tree|blame|src|source|browse|edit|contents|commits?|compare|xref|viewvc|cgit|gitweb|gist|gitiles|repository|repos|changes|refs|diff|summary|wiki|trunk)(?:\/|$)/i
/** A file at the end of at least so many folders is one of a repository; scanners ask near the root. */
const deepFrom = 4

/** Does a path lead through a code browser? */
export function isRepository(path: string): boolean {
  return browser.test(path) && path.split('/').length > deepFrom
}

/** Was the request answered as the site answers those it knows, a login asked for included? */
export const isAnswered = (status: number | undefined): boolean =>
  status !== undefined && (status < 400 || status === 401)
