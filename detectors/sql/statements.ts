import type { Token } from './tokens.ts'

const object =
  /^(?:table|database|view|user|schema|procedure|function|index|trigger|login|role|or|column|sequence|tablespace|temp|temporary|global|server|alias|aggregate|materialized|extension|foreign|operator|directory|java|credential|assembly|certificate|master|event|definer)$/

/** What goes on a definition after its name. */
const definition =
  /^(?:identified|with|returns?|add|modify|rename|is|before|after|password|language|owner|default)$/
const modifier = /^(?:low_priority|high_priority|delayed|ignore|quick)$/

/**
 * Does a statement begin at token `at`, as a database would take it? Words alone do not do: each verb needs what must
 * follow it. Answers the index behind what was recognised, or -1.
 */
export function statementAt(tokens: readonly Token[], at: number): number {
  const verb = tokens[at]
  const from = modifier.test(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1
  const [second, third, fourth] = [tokens[from], tokens[from + 1], tokens[from + 2]]
  if (!verb) return -1
  const [b, c] = [second?.text ?? '', third?.text ?? '']
  const isName = (token: Token | undefined): boolean => token !== undefined && /[nfgvs]/.test(token.kind)
  const isEnd = (token: Token | undefined): boolean => token === undefined || /[;c)]/.test(token.kind)
  switch (verb.text) {
    case 'drop':
    case 'truncate':
      return object.test(b) && third && (c === 'if' || isEnd(fourth) || /[,o1=]/.test(fourth?.kind ?? ''))
        ? at + 3
        : -1
    case 'create':
    case 'alter':
      return object.test(b) && third && (fourth?.kind !== 'n' || definition.test(fourth.text)) ? at + 3 : -1
    case 'insert':
    case 'replace':
    case 'merge':
      return b === 'into' && isName(third) && fourth ? at + 4 : -1
    case 'delete':
      return b === 'from' && isName(third) && (isEnd(fourth) || fourth?.kind === 'W') ? at + 3 : -1
    case 'update':
      return isName(second) && c === 'set' && isName(fourth) && tokens[at + 4]?.kind === '=' ? at + 5 : -1
    case 'exec':
    case 'execute':
      if (/^(?:xp_|sp_|master|msdb|dbms_|sys\.|immediate|\.\.)/.test(b)) return at + 2
      // "exec's ring"
      if (second?.start === verb.end && second.kind !== '(') return -1
      return /[sSv(]/.test(second?.kind ?? '') && (second?.kind !== '(' || /[sSvfn]/.test(third?.kind ?? ''))
        ? at + 3
        : -1
    case 'declare':
      return second?.kind === 'v' || /^(?:n?varchar2?|int(?:eger)?|cursor|char|number|text)$/.test(c)
        ? at + 3
        : -1
    case 'shutdown':
      return isEnd(second) || b === 'with' || b === 'immediate' || b === 'abort' ? at + 1 : -1
    case 'waitfor':
      return (b === 'delay' || b === 'time') && third ? at + 3 : -1
    case 'grant':
    case 'revoke':
      return tokens.slice(at + 1, at + 6).some(({ text }) => text === 'to' || text === 'on') ? at + 3 : -1
    case 'call':
    case 'do':
    case 'prepare':
    case 'deallocate':
      return second?.kind === 'f' || second?.kind === 'g' || (c === 'from' && verb.text === 'prepare')
        ? at + 2
        : -1
    case 'set':
      return second?.kind === 'v' || (/^(?:global|session|local|role|names|password)$/.test(b) && third)
        ? at + 2
        : -1
    case 'copy':
      return isName(second) && (third?.kind === '(' || /^(?:from|to)$/.test(c) || second?.kind === 'g')
        ? at + 3
        : -1
    case 'attach':
      return b === 'database' || (second?.kind === 's' && c === 'as') ? at + 2 : -1
    case 'load':
      return (b === 'data' || b === 'xml') &&
        tokens
          .slice(at + 2, at + 6)
          .some(({ text }, i, near) => text === 'infile' && /[sSv1]/.test(near[i + 1]?.kind ?? ''))
        ? at + 3
        : -1
    case 'handler':
      return isName(second) && /^(?:open|read|close)$/.test(c) ? at + 3 : -1
    case 'rename':
      return b === 'table' && isName(third) ? at + 3 : -1
    case 'begin':
      return /^(?:declare|dbms_|execute|utl_|null|select|insert|update|delete|exec)/.test(b) ? at + 2 : -1
    case 'use':
      return /^(?:master|msdb|mysql|information_schema|tempdb)$/.test(b) ? at + 2 : -1
    case 'bulk':
      return b === 'insert' ? at + 2 : -1
    case 'backup':
    case 'restore':
      return /^(?:database|log)$/.test(b) ? at + 2 : -1
    case 'pragma':
      return second?.kind === 'n' && (third?.kind === '(' || third?.kind === '=' || isEnd(third))
        ? at + 2
        : -1
    case 'show':
      return /^(?:tables|databases|columns|grants|variables|processlist|schemas)$/.test(b) ? at + 2 : -1
    case 'reconfigure':
    case 'vacuum':
      return isEnd(second) ? at + 1 : -1
    case 'kill':
      return second?.kind === '1' && isEnd(third) ? at + 2 : -1
    case 'select':
      return second && /[1sv0fQ(C]/.test(second.kind) ? at + 2 : -1
    case 'if':
      // "if (you are free)" begins a sentence.
      if (at === 0) return -1
      return second?.kind === '(' || second?.kind === '!' || second?.text === 'exists' ? at + 2 : -1
    default:
      return -1
  }
}
