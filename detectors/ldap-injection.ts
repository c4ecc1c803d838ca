import type { Detector } from './detector.ts'

export const ldapInjection: Detector = {
  id: 'ldap-injection',
  type: 'nosql-injection',
  title: 'LDAP and XPath injection',
  summary: 'A filter that leaves its place in a directory or document query.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-90', 'CWE-643'],
  capec: ['CAPEC-136', 'CAPEC-83'],
  references: [
    'https://owasp.org/www-community/attacks/LDAP_Injection',
    'https://owasp.org/www-community/attacks/XPATH_Injection',
  ],
  falsePositives: ['Directory front ends that carry filters in their addresses'],
  signatures: [
    {
      id: 'ldap-filter',
      title: 'a filter closed and another opened',
      fields: ['query', 'body', 'user'],
      view: 'decoded',
      signs: [')(', '(|', '(&', '(!', '*)', '*(', '*|', '(objectclass', ') (', '(cn=', '(uid='],
      patterns: [
        /[)*]\s?\)?\s?\(\s?[|&!]?\s?(?:\(\s?[|&!]?\s?)?[a-z][\w-]{0,30}\s?[~<>]?=|\(\s?[|&]\s?\(\s?[!|&a-z]|^[\w@.-]{0,60}\*?\)+\s?\(\s?[|&]|^\*\(?\)?[|&]|\*\)\)?\(?[|&]|\*\(\)?[|&]|^\W{0,3}\*\||\*\)\)?(?:\0|%00)|\(\s?objectclass\s?=\s?\*|^\(\s?(?:cn|uid|sn|mail|objectclass|samaccountname)\s?=\s?[^)]{0,60}\)\s?\(|^\s?\*\s?\)\s?\)*\s?(?:$|\()/i,
      ],
      confidence: 0.7,
      matches: [
        'user=*)(uid=*))(|(uid=*',
        'user=admin)(|(password=*))',
        'f=*(|(objectclass=*))',
        'user=*))%00',
      ],
      ignores: ['q=2*(3+4)', 'q=(a)+(b)', 'q=f(x)=x', 'q=*/*'],
    },
    {
      id: 'ldap-attribute',
      title: 'an attribute of a directory in a value that opens a bracket',
      fields: ['query', 'body', 'user'],
      view: 'decoded',
      signs: [
        'userpassword',
        'objectclass',
        'samaccountname',
        'useraccountcontrol',
        'memberof',
        'objectcategory',
        'sn=',
        'uid=',
        'cn=',
      ],
      patterns: [
        /\(\s?[|&!]?\s?\(?\s?(?:userPassword|objectClass|sAMAccountName|userAccountControl|memberOf|objectCategory|uid|cn|sn|mail)\s?[~<>:.\d]{0,30}=/i,
      ],
      confidence: 0.55,
      matches: ['f=a)(userPassword=*', 'f=(objectClass=user)', 'f=(%26(objectCategory=computer)(cn=*))'],
      ignores: ['uid=5', 'q=cn+tower', 'memberOf=staff'],
    },
    {
      id: 'xpath-expression',
      title: 'an expression over the nodes of a document',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ["'", '"', '//', '::', 'doc(', '/*', 'count('],
      patterns: [
        /['"\]]\s?(?:or|and)\s(?:not\s?\(\s?)?(?:name|count|position|string-length|substring|local-name|text|contains|starts-with|last)\s?\(|\]\s?\|\s?\/\/|\/\/\*\[|\/(?:child|parent|ancestor|descendant|following|self|attribute)(?:-\w{3,10}){0,2}::|\bdoc\s?\(\s?(?:concat|['"]http)|count\s?\(\s?\/(?:\*|child|\w{1,20}\/)|\bstring-length\s?\(\s?(?:\/|name|doc)|['"]\s?\]\s?(?:\||\/\/|\/\w)|\bsubstring\s?\(\s?\/\//i,
      ],
      confidence: 0.75,
      matches: ["x='+or+name()='a'+or+'x'='y", 'x=//*[1]', "x='+and+count(/*)=1"],
      ignores: ['q=count(1)', 'q=//comment', "q='or'+count+me+in"],
    },
  ],
}
