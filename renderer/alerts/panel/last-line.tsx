import { Text } from '@mantine/core'
import type { AlertDetail } from '../../../contract/index.ts'
import { formatNumber } from '../../parts/format.ts'
import { MarkedText } from '../../parts/marked-text.tsx'
import { words } from '../words.ts'
import { Copy, Part } from './part.tsx'

/** Of an alert that was repeated: the line that came last, and how many lie between. */
export function LastLine({ detail: { lastRaw, count } }: { detail: AlertDetail }) {
  if (lastRaw === undefined) return null
  return (
    <Part title={words.lastRaw} aside={<Copy text={lastRaw} />}>
      <pre className="raw-line">
        <MarkedText text={lastRaw} spans={[]} />
      </pre>
      {count > 2 && (
        <Text size="xs" c="dimmed" mt={6}>
          {words.between(formatNumber(count - 2))}
        </Text>
      )}
    </Part>
  )
}
