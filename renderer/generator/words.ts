export const words = {
  start: 'Start attacks',
  stop: 'Stop attacks',
  demo: 'Demo',
  running: (rate: string) => `${rate} lines/s`,
  left: (alerts: string) => `${alerts} alerts`,
  runningTitle: (lines: string, seed: string) =>
    `Demo attacks are running: ${lines} lines so far from seed ${seed}. None of it is real.`,
  leftTitle: 'Demo attacks left these alerts among your own. None of them is real.',
  title: 'Demo attacks',
  explain:
    'Makes traffic for a try: a third ordinary, a third known attacks, a third odd behaviour. Its lines are marked as demo and can be removed.',
  rate: 'Lines a second',
  seed: 'Seed',
  seedHelp: 'Same seed, same lines',
  restart: 'Start anew with these',
  clear: 'Remove demo data',
  clearHelp: (alerts: string) => `${alerts} demo alerts are stored.`,
  cleared: (count: string) => `${count} demo alerts removed.`,
  options: 'Options of the demo',
  failed: 'The demo could not be changed',
} as const
