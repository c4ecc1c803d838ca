import type { Detector } from './detector.ts'

export const nosqlInjection: Detector = {
  id: 'nosql-injection',
  type: 'nosql-injection',
  title: 'NoSQL injection',
  summary: 'Operators or script of a document database where a plain value belongs.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-943'],
  references: [
    'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/05.6-Testing_for_NoSQL_Injection',
  ],
  falsePositives: ['APIs that offer operators such as [$gte] in their filters'],
  signatures: [
    {
      id: 'nosqli-bracket-operator',
      title: 'an operator in a parameter name',
      fields: ['query', 'body'],
      view: 'decoded',
      pattern:
        /(?:^|&)(?:user(?:name)?|login|e?mail|pass(?:word|wd)?|pwd|pw|token|key|code|pin|otp|secret|auth|id|_id|account|name)\w{0,12}\[\$(?:ne|gt|gte|lt|lte|eq|in|nin|regex|exists|not|or|and|where|type|all|size|elemMatch|expr)\]|\[\$(?:where|regex|function|expr|accumulator|jsonSchema|nin|exists)\](?:\[|=)/i,
      confidence: 0.85,
      matches: ['user[$ne]=x&pass[$ne]=x', 'password[$regex]=^a', 'q[$where]=1'],
      ignores: ['filter[price][gte]=10', 'filters[$and][0][name][$eq]=x', '$filter=Name+eq+x'],
    },
    {
      id: 'nosqli-json-operator',
      title: 'an operator in JSON',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      pattern:
        /[{,[]\s{0,3}["']?\$(?:ne|gt|gte|lt|lte|in|nin|regex|exists|not|or|and|nor|where|type|all|size|elemMatch|expr|function|comment|lookup|eq|mod)["']?\s{0,3}:/i,
      confidence: 0.8,
      matches: ['q={"$gt":""}', 'q={$ne:1}', 'q={"user":{"$regex":"^a"}}'],
      ignores: ['q={"price":5}', 'q=$or', 'q={$schema:x}'],
    },
    {
      id: 'nosqli-where-script',
      title: 'script for $where or mapReduce',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      pattern:
        /\$where\b\s{0,3}["']?\s{0,3}[:=]|\bthis\.[a-z_]{2,30}(?:\.(?:match|length|charAt|substr|constructor)\b|\s?(?:==|!=|===|<|>))|\bdb\.(?:\w{1,30}\.)?(?:find|insert|drop|getCollectionNames|stores|mapReduce|eval|version|users|auth|injection)\b|['";]\s{0,3}\}\s{0,3}\]?\s{0,3},\s{0,3}\$|;\s{0,3}return\s{1,3}(?:true|1|this|!|\d)|\bnew\s{1,3}Date\(\)\s?;\s?do\s?\{|['"]\s{0,3};\s{0,3}(?:sleep|it\s?=|while|var|return|db\.|throw|function)\b[\s(=]|\|\|\s{0,3}(?:1\s?==\s?1|true|'a'\s?==\s?'a)|tojson(?:one)?\s?\(|emit\s?\(\s?\d/i,
      confidence: 0.75,
      matches: [
        "q=';sleep(5000);",
        "q='+%26%26+this.password.match(/.*/)//",
        'q=0;return+true',
        'q=||+1==1',
        "q=',+$where:+'1==1'",
      ],
      ignores: ['q=what+is+this.', 'q=return+policy', 'q=a;b'],
    },
  ],
}
