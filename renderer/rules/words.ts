export const words = {
  title: 'Rules',
  guide: 'Field guide',
  quality: 'How good is it?',
  intro: (detectors: string, signatures: string) =>
    `${detectors} detectors with ${signatures} signatures. Each example below is run as a test.`,
  search: 'Search rules',
  matches: 'Found',
  ignores: 'Left alone',
  falsePositives: 'Mistaken for',
  confidence: 'confidence',
  quietIn: 'Quiet in',
  patterns: (count: number) => (count === 1 ? 'Pattern' : 'Any of'),
  fields: 'Looks at',
  none: 'No rule holds these words.',
} as const
