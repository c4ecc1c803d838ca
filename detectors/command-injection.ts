import { commands } from './cmdi/commands.ts'
import { forms } from './cmdi/forms.ts'
import { windows } from './cmdi/windows.ts'
import type { Detector } from './detector.ts'

export const commandInjection: Detector = {
  id: 'command-injection',
  type: 'command-injection',
  title: 'OS command injection',
  summary: 'Text that leaves its place in a command line and starts another command.',
  severity: 'critical',
  attack: ['T1190', 'T1059'],
  cwe: ['CWE-78', 'CWE-77'],
  capec: ['CAPEC-88'],
  references: [
    'https://owasp.org/www-community/attacks/Command_Injection',
    'https://capec.mitre.org/data/definitions/88.html',
    'https://gtfobins.github.io/',
  ],
  falsePositives: [
    'Searches for command lines on sites about administration',
    'Consoles that take commands by design',
  ],
  signatures: [...commands, ...forms, ...windows],
}
