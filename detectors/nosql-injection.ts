import type { Detector, Span } from './detector.ts'
import { firstMatch } from './matching/first-match.ts'
import { parseJson } from './reading/json.ts'

const identity =
  /^(?:user(?:_?name|_?id|s)?|login|e?-?mail|pass(?:word|wd|code)?|pwd|pw|token|api_?key|code|pin|otp|secret|auth|account|uname|usr|credentials?)$/i
const operator =
  /^\$(?:ne|gt|gte|lt|lte|in|nin|regex|exists|not|or|and|nor|where|type|all|size|elemMatch|expr|eq|mod|function|accumulator|comment|text|jsonSchema|options|lookup|graphLookup|out|merge|unionWith)$/i

/**
 * Operators in JSON that turn a login or a lookup into "anything": against a secret, or one that is true of everything.
 * `{"price":{"$gt":10}}` is a filter of an API, `{"password":{"$gt":""}}` is not, nor is `password={"$gt":"a"}`.
 * @param name of the parameter whose value it is
 */
function findOperator(text: string, name: string): Span | undefined {
  const whole = { start: 0, end: text.length }
  const parsed =
    parseJson(text) ??
    parseJson(text.replace(/([{,]\s{0,3})(\$?\w{1,20})\s{0,3}:/g, '$1"$2":').replaceAll("'", '"'))
  if (parsed === undefined) return undefined
  return isAnything(parsed, innermost(name), 0) ? whole : undefined
}

/** `user` of `login[user]`: what the value is given to. */
const innermost = (name: string): string => name.split(/[[\].]/).findLast((part) => part !== '') ?? ''

function isAnything(value: unknown, key: string, depth: number): boolean {
  if (depth > 12 || typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.slice(0, 100).some((item) => isAnything(item, key, depth + 1))
  return Object.entries(value).some(([name, item]: [string, unknown]) => {
    if (!operator.test(name)) return isAnything(item, name, depth + 1)
    // Stages that read or write other collections.
    if (/^\$(?:lookup|graphLookup|out|merge|unionWith)$/.test(name)) return true
    if (/^\$(?:or|nor)$/i.test(name) && Array.isArray(item) && item.some(isTautology)) return true
    if (/^\$(?:where|function|expr|accumulator)$/i.test(name)) return name !== '$expr' || depth === 0
    const isEmpty =
      item === null ||
      item === '' ||
      ((typeof item === 'boolean' || item === 0 || item === 1 || item === -1) &&
        (depth === 0 || identity.test(key)))
    if (/^\$(?:ne|gt|gte|nin|exists|not|lt)$/i.test(name) && (isEmpty || depth === 0 || identity.test(key)))
      return true
    if (/^\$regex$/i.test(name))
      return (
        identity.test(key) || (typeof item === 'string' && /^(?:\^?\.[*+]\$?|\^\w?|\^?\.\{.*)$/.test(item))
      )
    if (identity.test(key)) return true
    return isAnything(item, key, depth + 1)
  })
}

/** `{}` and `{"a":"a"}` are true of everything. */
function isTautology(condition: unknown): boolean {
  if (typeof condition !== 'object' || condition === null) return false
  const entries = Object.entries(condition)
  return entries.length === 0 || entries.some(([name, value]: [string, unknown]) => name === value)
}

const operatorBreaks = [
  /['"}\]]\s{0,3}[},\]\s]{0,4},\s{0,3}["']?\$(?:or|and|where|ne|gt|regex|comment|nor|in|exists|nin|lt)["']?\s{0,3}:/i,
  /(?:^|[,{]\s?)["']?\$where["']?\s{0,3}:/i,
  /^\s?["']?\s?,?\s?\{?\s?["']?\$(?:ne|gt|regex|where|or|nin|exists)["']?\s?:/i,
]

export const nosqlInjection: Detector = {
  id: 'nosql-injection',
  type: 'nosql-injection',
  title: 'NoSQL injection',
  summary: 'Operators or script of a document database where a plain value belongs.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-943'],
  capec: ['CAPEC-676'],
  references: [
    'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
    'https://capec.mitre.org/data/definitions/676.html',
  ],
  falsePositives: ['APIs that pass filters with operators to the database'],
  signatures: [
    {
      id: 'nosqli-name-operator',
      title: 'an operator in the name of a login or lookup',
      fields: ['query', 'body'],
      part: 'names',
      view: 'decoded',
      signs: ['[$', '.$', '[%24'],
      patterns: [
        /^(?:\w{1,20}[[.])?(?:user(?:_?name|_?id|s)?|login|e?-?mail|pass(?:word|wd|code)?|pwd|pw|token|api_?key|code|pin|otp|secret|auth|account|name|uname|usr|id|_id|search|q|query|filter|key|value|username\w{0,5})\]?[[.]\$(?:ne|gte?|lte?|n?in|regex|exists|not|or|and|where|type|all|size|elemMatch|expr|options|text)\]?(?:\[|$)/i,
        /^\w{0,8}\[\$(?:where|ne|regex|function|nin|exists|expr)\](?:\[\w{0,20}\])?$/i,
        /^\$(?:where|or|and|nor|expr)(?:$|\[\d{0,3}\])/i,
      ],
      confidence: 0.8,
      why: 'Filters of APIs say filters[price][$gte]=10; an operator right on the name of a secret turns a login into "anything".',
      matches: ['user[$ne]=x&pass[$ne]=x', 'password[$regex]=^a', 'q[$where]=1'],
      ignores: [
        'filter[price][gte]=10',
        'filters[$and][0][name][$eq]=x',
        '$filter=Name+eq+x',
        'price[$gt]=10&price[$lt]=20',
      ],
    },
    {
      id: 'nosqli-json-operator',
      title: 'an operator in JSON that is true of everything',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      signs: ['$'],
      structure:
        'JSON, strict or loose, with an operator that is true of everything or that stands on the name of a secret',
      find: findOperator,
      confidence: 0.75,
      matches: [
        'q={"$gt":""}',
        'q={$ne:1}',
        'q={"user":{"$regex":"^a"}}',
        'q={"username":{"$in":["admin"]},"password":{"$ne":null}}',
        'user={"$regex":"^adm"}',
        'login[password]={$regex:"a.c"}',
      ],
      ignores: [
        'q={"price":{"$gt":10}}',
        'q=$or',
        'q={"$schema":"x"}',
        'q={"$or":[{"a":2},{"b":3}]}',
        'title={"$regex":"^adm"}',
        'where={"title":{"$regex":"^adm"}}',
        'user={"name":"^adm"}',
      ],
    },
    {
      id: 'nosqli-broken-json',
      title: 'a quote, then operators of a document database',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      signs: ['$'],
      structure: 'a quote or bracket closed, then an operator, in text that is no JSON by itself',
      find: (text) => (parseJson(text) === undefined ? firstMatch(text, operatorBreaks) : undefined),
      confidence: 0.7,
      matches: [
        "q=',+$where:+'1==1'",
        "q=',+$or:+[{},{'a':'a",
        "q=1,+$where:+'1+==+1'",
        "q=true,+$where:+'x'",
      ],
      ignores: ['q=a,+$or', 'q=price:+$5', 'q=$where+to+go'],
    },
    {
      id: 'nosqli-script',
      title: 'script for $where or mapReduce',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      signs: [
        'this.',
        'db.',
        'return',
        'new date',
        'sleep(',
        '||',
        'tojson',
        'emit(',
        'while',
        'var ',
        'function',
        'it=',
        'redis.',
      ],
      patterns: [
        /\bthis\.[a-z_]{2,20}(?:\.(?:match|length|charAt|substr|substring|startsWith|constructor|indexOf)\b|\s?(?:==|!=|===|<|>))/i,
        /\bdb\.(?:\w{1,20}\.)?(?:find(?:One)?|insert|drop\w{0,8}|getCollectionNames|stores|mapReduce|eval|version|users|auth|injection|runCommand|adminCommand|hostInfo|listDatabases)\b\s?[.(]?/i,
        /(?:^|[;'"\d]);?\s{0,3}return\s{1,3}(?:true|1\b|this|!|\(|\d|'|")/i,
        /\bnew\s{1,3}Date\s?(?:\(\s?\))?\s?;\s?(?:do|while)\b/i,
        /['"]\s{0,3}\}?\s{0,3};\s{0,3}(?:sleep|it\s?=|while|var|return|db\.|throw|function|emit)\b[\s(=]/i,
        /\|\|\s{0,3}(?:1\s?==\s?1|'a'\s?==\s?'a|"a"\s?==\s?"a|true\s?\|\||this\.)/,
        /\btojson(?:one)?\s?\(|\bemit\s?\(\s?\d/i,
        /\bfunction\s?\(\s?\)\s?\{\s?(?:return|var|sleep|while|do)\b/i,
        // Redis: a script of Lua.
        /\bredis\.p?call\s?\(\s?['"]/i,
      ],
      confidence: 0.65,
      matches: ["q=';sleep(5000);", "q='+%26%26+this.password.match(/.*/)//", 'q=0;return+true', 'q=||+1==1'],
      ignores: ['q=what+is+this.', 'q=return+policy', 'q=a;b', 'q=db.r+aston'],
    },
  ],
}
