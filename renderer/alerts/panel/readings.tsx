import { Text } from '@mantine/core'
import type { AlertDetail } from '../../../contract/index.ts'
import { formatNumber } from '../../parts/format.ts'
import { MarkedText } from '../../parts/marked-text.tsx'
import { fieldWord, viewWord, words } from '../words.ts'
import { Part } from './part.tsx'
import { excerpt, type Reading, type ReadingStep, readingsOf } from './readings.ts'

/** What the rules read of the line: each matched part from how it was logged, step by step, to what matched in it. */
export function Readings({ detail }: { detail: AlertDetail }) {
  const readings = readingsOf(detail.evidence)
  if (readings.length === 0) return null
  return (
    <Part title={words.decoding}>
      {readings.map((reading) => (
        <OneReading key={`${reading.field}${reading.steps[0]?.text}`} reading={reading} />
      ))}
    </Part>
  )
}

function OneReading({ reading: { field, steps } }: { reading: Reading }) {
  const where = fieldWord[field] ?? field
  return (
    <div className="reading">
      <Text size="xs" c="dimmed" mb={6}>
        {steps.length === 1 ? words.readAsLogged(where) : words.readInSteps(where, steps.length - 1)}
      </Text>
      <ol className="reading-steps">
        {steps.map((step) => (
          <Step key={step.text} step={step} />
        ))}
      </ol>
    </div>
  )
}

function Step({ step: { step, text, spans, view } }: { step: ReadingStep }) {
  const shown = excerpt(text, spans)
  return (
    <li>
      <div className="reading-step">
        {step}
        {view !== undefined && <strong> · {words.matchedIn(viewWord[view] ?? view)}</strong>}
      </div>
      <pre className={spans.length > 0 ? 'raw-line' : 'reading-text'}>
        {shown.before > 0 && <LeftOut count={shown.before} />}
        <MarkedText text={shown.text} spans={shown.spans} />
        {shown.after > 0 && <LeftOut count={shown.after} />}
      </pre>
    </li>
  )
}

const LeftOut = ({ count }: { count: number }) => (
  <span className="quiet">{` ${words.leftOut(formatNumber(count))} `}</span>
)
