export const words = {
  start: 'Start attacks',
  stop: 'Stop attacks',
  running: (lines: string) => `${lines} demo lines`,
  title: 'Demo attacks',
  explain:
    'Makes traffic for a try: a third ordinary, a third known attacks, a third odd behaviour. Its lines are marked as demo and can be removed.',
  rate: 'Lines a second',
  seed: 'Seed',
  seedHelp: 'Same seed, same lines',
  clear: 'Remove demo data',
  cleared: (count: string) => `${count} demo alerts removed.`,
  options: 'Options of the demo',
  failed: 'The demo could not be changed',
} as const
