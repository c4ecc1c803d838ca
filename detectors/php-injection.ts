import type { Detector } from './detector.ts'
import { phpCalls } from './php/calls.ts'
import { phpData } from './php/data.ts'

export const phpInjection: Detector = {
  id: 'php-injection',
  type: 'command-injection',
  title: 'PHP code injection',
  summary: 'PHP code, its configuration or its serialised objects where a plain value belongs.',
  severity: 'critical',
  attack: ['T1190', 'T1059'],
  cwe: ['CWE-94', 'CWE-95', 'CWE-502'],
  capec: ['CAPEC-242', 'CAPEC-586'],
  references: [
    'https://owasp.org/www-community/attacks/Code_Injection',
    'https://owasp.org/www-community/vulnerabilities/PHP_Object_Injection',
  ],
  falsePositives: ['Searches for PHP code with its arguments'],
  signatures: [...phpCalls, ...phpData],
}
