import type { AlertType, Severity } from '../../contract/index.ts'

export const words = {
  name: 'Vedette',
  title: (page: string) => `${page} · Vedette`,
  navigation: 'Pages',
  pages: {
    overview: 'Overview',
    alerts: 'Alerts',
    map: 'Map',
    rules: 'Rules',
    sources: 'Sources',
    settings: 'Settings',
  },
  range: 'Time range',
  ranges: { '15m': '15 min', '1h': '1 h', '24h': '24 h', '7d': '7 days', '30d': '30 days', all: 'All' },
  live: (rate: string) => `Live · ${rate} lines/s`,
  quiet: 'Live · quiet',
  disconnected: 'Reconnecting …',
  disconnectedMore:
    'The engine does not answer. What is shown is from before; Vedette keeps trying to reach it.',
  loggedOut: 'Not logged in: open the link that Vedette printed when it started.',
  wrongKey: 'Wrong key? The first tokens of a source did not open.',
  wrongKeyMore: 'Remove the source and add it again with the key that its file was sealed with.',
  toSources: 'Go to the sources',
  skip: 'Skip to content',
  lines: (count: string) => `${count} lines read`,
  sealed: 'sealed on this machine',
  failed: 'This could not be loaded.',
  retry: 'Try again',
  loading: 'Loading',
} as const

export const severityWord: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
}

export const typeWord: Record<AlertType, string> = {
  'sql-injection': 'SQL injection',
  xss: 'Cross-site scripting',
  'brute-force': 'Brute force',
  csrf: 'CSRF',
  'crlf-injection': 'CRLF injection',
  'nosql-injection': 'NoSQL injection',
  'command-injection': 'Command injection',
  'path-traversal': 'Path traversal',
  'file-upload': 'File upload',
  scanner: 'Scanner',
  'ip-reputation': 'IP reputation',
  anomaly: 'Anomaly',
}
