import type { Detector } from './detector.ts'
import { files } from './traversal/files.ts'
import { steps } from './traversal/steps.ts'

export const pathTraversal: Detector = {
  id: 'path-traversal',
  type: 'path-traversal',
  title: 'Path traversal and file inclusion',
  summary: 'A path that climbs out of its folder or names a file of the system, its secrets or its logs.',
  severity: 'high',
  attack: ['T1190', 'T1083'],
  cwe: ['CWE-22', 'CWE-98', 'CWE-73'],
  capec: ['CAPEC-126', 'CAPEC-64', 'CAPEC-252'],
  references: [
    'https://owasp.org/www-community/attacks/Path_Traversal',
    'https://capec.mitre.org/data/definitions/126.html',
  ],
  falsePositives: [
    'Old pages whose relative links climb too far',
    'Questions about configuration files that hold a whole path',
  ],
  signatures: [...steps, ...files],
}
