import type { Detector } from './detector.ts'
import { javaClasses } from './java/classes.ts'
import { javaExpressions } from './java/expressions.ts'

export const javaInjection: Detector = {
  id: 'java-injection',
  type: 'command-injection',
  title: 'Java, JNDI and expression language injection',
  summary: 'Lookups, expressions and objects that a Java application would resolve, run or unpack.',
  severity: 'critical',
  attack: ['T1190', 'T1203'],
  cwe: ['CWE-917', 'CWE-502', 'CWE-470'],
  capec: ['CAPEC-242', 'CAPEC-586'],
  references: [
    'https://nvd.nist.gov/vuln/detail/CVE-2021-44228',
    'https://nvd.nist.gov/vuln/detail/CVE-2022-22965',
    'https://nvd.nist.gov/vuln/detail/CVE-2017-5638',
  ],
  falsePositives: ['Searches for whole class names of Java that can run commands'],
  signatures: [...javaExpressions, ...javaClasses],
}
