import type { Source } from '../../contract/index.ts'

export const words = {
  title: 'Sources',
  intro: 'What Vedette reads. Plain logs are sealed first; sealed files are read as they are.',
  add: 'Add a log file',
  path: 'Path of the file',
  pathHelp: 'From the root, on this machine, e.g. /var/log/nginx/access.log',
  name: 'Name',
  nameHelp: 'As it is shown; the file name if empty',
  kind: 'What it is',
  kinds: { plain: 'A plain log', sealed: 'Fernet tokens, one a line' },
  from: 'Read',
  froms: { beginning: 'from its beginning', end: 'only what comes from now on' },
  key: 'Key of the file',
  keyHelp:
    'Only if it is sealed with another key than Vedette’s own. It is kept sealed and never shown again.',
  submit: 'Add',
  failed: 'The source could not be changed',
  source: 'Source',
  state: 'State',
  formats: 'Format',
  lines: 'Lines',
  unparsed: 'Unknown',
  refused: 'Refused tokens',
  last: 'Last line',
  never: 'never',
  on: 'On',
  remove: 'Remove',
  confirmTitle: (name: string) => `Stop reading ${name}?`,
  confirmText:
    'Vedette forgets this source and how far it has read it. The alerts it raised stay, and so does the file.',
  confirm: 'Stop reading',
  cancel: 'Cancel',
  quarantine: 'Quarantine',
  quarantineHelp:
    'Tokens that did not open and lines of no known format, newest first. Nothing is thrown away silently.',
  nothingQuarantined: 'Nothing is in quarantine.',
  time: 'Time',
  offset: 'Byte',
  reason: 'Reason',
  progress: (share: string) => `${share} % read`,
} as const

export const stateWord: Record<Source['state'], string> = {
  reading: 'Reading',
  idle: 'Up to date',
  missing: 'Missing',
  'wrong-key': 'Wrong key?',
  failed: 'Failed',
  off: 'Off',
}
