import type { Detector } from './detector.ts'
import { brokenOut } from './sql/broken-out.ts'
import { probes } from './sql/probes.ts'
import { tellingNames } from './sql/telling-names.ts'

export const sqlInjection: Detector = {
  id: 'sql-injection',
  type: 'sql-injection',
  title: 'SQL injection',
  summary: 'Text that leaves its place in a database query and becomes part of the query itself.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-89', 'CWE-564'],
  capec: ['CAPEC-66', 'CAPEC-7', 'CAPEC-108'],
  references: [
    'https://owasp.org/www-community/attacks/SQL_Injection',
    'https://capec.mitre.org/data/definitions/66.html',
    'https://portswigger.net/web-security/sql-injection/cheat-sheet',
  ],
  falsePositives: [
    'Search boxes of sites that teach SQL, when a whole attack is searched for',
    'Database front ends that carry queries in their addresses',
  ],
  signatures: [
    ...brokenOut,
    ...tellingNames,
    ...probes,
    {
      id: 'sqli-hidden-comment',
      title: 'comments inside words or versioned comments',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      signs: ['/*'],
      patterns: [/\w\/\*[^*&]*\*\/[\w(]/, /\/\*!\d{0,6}\s?[a-z]/i],
      confidence: 0.35,
      why: 'Nobody writes comments into a parameter, but a shortened path looks alike: it counts only with another sign.',
      matches: ['id=1/**/x', 'id=/*!50000x', 'id=a/*b*/c'],
      ignores: ['q=a/*', 'accept=*/*', 'path=/img/*.png'],
    },
    {
      id: 'sqli-hexadecimal-text',
      title: 'hexadecimal text where a value stands',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: ['0x'],
      patterns: [/(?:^|[=(,\s])0x[0-9a-f]{8}/i],
      confidence: 0.2,
      matches: ['id=0x61646d696e', 'id=(0x3a3a3a3a3a)', 'a=1,0x7171717171'],
      ignores: ['hash=61646d696e', 'color=0xff0000', 'q=0x'],
    },
  ],
}
