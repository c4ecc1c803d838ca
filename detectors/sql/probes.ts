import type { Signature, Span } from '../detector.ts'
import { analyseSql, type SqlSign } from './analyse.ts'

const whole = (text: string): Span => ({ start: 0, end: text.length })

/** Words a filter that deletes once puts together: UNIUNIONON, SELSELECTECT. */
const nested = new Set(
  ['union', 'select', 'where', 'from', 'order', 'and'].flatMap((word) =>
    Array.from({ length: word.length - 1 }, (_, i) => word.slice(0, i + 1) + word + word.slice(i + 1)),
  ),
)

function findNested(text: string): Span | undefined {
  for (const { 0: word, index } of text.matchAll(/[a-z]{6,12}/gi)) {
    if (nested.has(word.toLowerCase())) return { start: index, end: index + word.length }
  }
  return undefined
}

/** Six or more of these in a row, both quotes and a bracket among them: what a prober sends to see an error. */
function findSignRun(text: string): Span | undefined {
  for (const { 0: run, index } of text.matchAll(/[()'",.]{6,}/g)) {
    if (run.includes("'") && run.includes('"') && /[()]/.test(run))
      return { start: index, end: index + run.length }
  }
  return undefined
}

const numbered = /(?:^|[_.-])id|id$|I[dD]|idx|num$|^cat$|^page$/
const quotedNumber = /^-?\d+\\?['"]{1,3}\)?[\s+-]*$/
const commentedNumber = /^-?\d+(?:\s*\))?\s*(?:--|\/\*)[\s+-]*$/

const strongest: readonly SqlSign[] = [
  'union',
  'condition-behind-quote',
  'subquery',
  'case',
  'delay',
  'leaking-call',
  'system-name',
  'query',
]

function findInName(text: string): Span | undefined {
  const signs = analyseSql(text)
  for (const sign of strongest) {
    const span = signs.get(sign)
    if (span) return span
  }
  return undefined
}

/** What is sent to see whether a parameter reaches a database, and where filters do not look. */
export const probes: readonly Signature[] = [
  {
    id: 'sqli-nested-keyword',
    title: 'a keyword inside itself',
    fields: ['query', 'body', 'path'],
    view: 'decoded',
    signs: ['union', 'select', 'where', 'from', 'order', 'and'],
    structure: 'UNION, SELECT and the like written into the middle of the same word',
    find: findNested,
    confidence: 0.8,
    why: 'A filter that deletes the inner word once leaves the outer one.',
    matches: ['id=1+UNIunionON+SELselectECT+1', 'id=1+ununionion+1', 'id=1+aandnd+2'],
    ignores: ['q=reunion', 'q=selected+unions', 'q=grand+anderson+random'],
  },
  {
    id: 'sqli-sign-run',
    title: 'a run of quotes and brackets',
    fields: ['query', 'body', 'path', 'userAgent', 'referer'],
    view: 'decoded',
    signs: [
      '("',
      '"(',
      "('",
      "'(",
      ')"',
      '")',
      ")'",
      "')",
      '\'"',
      '"\'',
      ',"',
      '",',
      ".'",
      "'.",
      '.)',
      ',)',
      '(,',
    ],
    structure: 'six or more quotes, brackets, commas and dots in a row, both quotes and a bracket among them',
    find: findSignRun,
    confidence: 0.6,
    why: 'Probing tools send such a run to see whether an error comes back.',
    matches: ['id=1%29.%22%2C%27%28.', 'id=).))\'"(,.(', "id=1.(,)%22,'(."],
    ignores: ['q=f(%22a%22,%22b%22)', 'q=((a,b),(c,d))', 'q=...(!!!)...'],
  },
  {
    id: 'sqli-markup-run',
    title: 'quotes and angle brackets between random letters',
    fields: ['query', 'body', 'userAgent', 'referer'],
    view: 'decoded',
    signs: ['<\'"', '\'"<', '"\'>', '>\'"', "<'", '"<', '\'">'],
    patterns: [/\w<'">\w{3,12}$/, /\w'"><\w{3,12}$/, /^\d{0,9}'\w{3,12}<'">\w/],
    confidence: 0.55,
    matches: ["id=1'XyZw<'%22>aBcD", "id=a<'%22>QwErTy", "id=q'%22><QwErTy"],
    ignores: ["q=a<'b'>", 'q=%22<b>', "q=it's+%3E5"],
  },
  {
    id: 'sqli-broken-number',
    title: 'a number with a quote or a comment behind it',
    fields: ['query', 'body'],
    view: 'decoded',
    signs: ["'", '"', '--', '/*'],
    structure:
      'a parameter named as an identifier, whose number is followed by a quote or a comment sign and nothing more',
    find: (text, name) =>
      numbered.test(name) && (quotedNumber.test(text) || commentedNumber.test(text))
        ? whole(text)
        : undefined,
    confidence: 0.55,
    why: 'The first thing everybody tries by hand.',
    matches: ["id=1'", "profileIdx2=999'", 'news_id=7%22', 'id=1+--'],
    ignores: ["size=5'", 'screen=15%22', 'id=1-2'],
  },
  {
    id: 'sqli-in-name',
    title: 'SQL in the name of a parameter',
    fields: ['query', 'body'],
    part: 'names',
    view: 'decoded',
    signs: ['(', 'union', 'select', ' or ', "'"],
    structure: 'a query, a leaking call or a condition in the name of a parameter',
    find: findInName,
    confidence: 0.8,
    matches: [
      'ids[0,updatexml(0,concat(0xa,user()),0)]=1',
      'order[extractvalue(1,database())]=1',
      'a[0+union+select+1,2]=1',
    ],
    ignores: ['filter[date(created)]=1', 'a[0][name]=x', 'f[user]=version'],
  },
]
