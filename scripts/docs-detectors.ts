/** `npm run docs:detectors`: writes docs/detectors.md from the detector files. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { detectorDocs } from '../detectors/index.ts'

const code = (text: string): string =>
  `\`\` ${text
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replace(/[\x00-\x1f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)} \`\``

const pages = detectorDocs().map((detector) => {
  const signatures = detector.signatures.map(
    (s) => `### ${s.id}
${s.title[0]?.toUpperCase()}${s.title.slice(1)}. Severity ${s.severity}, confidence ${s.confidence}${s.fields.length > 0 ? `, looks at ${s.fields.join(', ')}` : ''}${s.quietIn.length > 0 ? `, quiet in: ${s.quietIn.join(', ')}` : ''}.${s.why ? ` ${s.why}` : ''}

- finds: ${s.matches.map(code).join(', ')}
- leaves alone: ${s.ignores.map(code).join(', ')}
`,
  )
  return `## ${detector.title}
${detector.summary} Reported as *${detector.type}*, severity ${detector.severity}. ${[...detector.attack, ...detector.cwe, ...detector.capec].join(', ')}.
${detector.falsePositives.length > 0 ? `\nMistaken for: ${detector.falsePositives.join('; ')}.\n` : ''}
${signatures.join('\n')}`
})

const text = `# Detectors
Written by \`npm run docs:detectors\` from the files in \`detectors/\`; every example below runs as a test. A sign with a confidence under 0.5 needs a second one of its detector to raise an alert.

${pages.join('\n')}`
writeFileSync(fileURLToPath(new URL('../docs/detectors.md', import.meta.url)), text)
