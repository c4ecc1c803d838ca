import type { Detector } from './detector.ts'
import { agents } from './scanner/agents.ts'
import { files } from './scanner/files.ts'
import { probes } from './scanner/probes.ts'

export const scanner: Detector = {
  id: 'scanner',
  type: 'scanner',
  title: 'HTTP scanner',
  summary: 'Tools and probes that look for something to attack: known agents, and paths nobody links to.',
  severity: 'low',
  attack: ['T1595.002', 'T1595.003'],
  cwe: ['CWE-200'],
  capec: ['CAPEC-169', 'CAPEC-224', 'CAPEC-310', 'CAPEC-541'],
  references: ['https://attack.mitre.org/techniques/T1595/'],
  falsePositives: [
    'Your own vulnerability scans',
    'Sites that publish phpMyAdmin or an old backup on purpose',
  ],
  signatures: [...agents, ...files, ...probes],
}
