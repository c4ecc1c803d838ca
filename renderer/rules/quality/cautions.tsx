import { Text } from '@mantine/core'
import { words } from './words.ts'

/** What a reader must know before believing the numbers. */
export function Cautions() {
  return (
    <section className="quality-cautions" aria-label={words.caution}>
      <h2 className="panel-title">{words.caution}</h2>
      <ul>
        {words.cautions.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {words.reproduce} <code className="mono">{words.command}</code>
      </Text>
    </section>
  )
}
