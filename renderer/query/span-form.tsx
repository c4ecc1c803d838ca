import { Button } from '@mantine/core'
import { useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NowContext, useFilter } from '../app/filter.ts'
import { boundsOf, type Span, spanOf } from './range.ts'
import SpanFields, { type Ends } from './span-fields.tsx'

const day = 86_400_000

/** From here to there, by calendar and clock. */
export default function SpanForm({ onChoose }: { onChoose: (span: Span) => void }) {
  const { t } = useTranslation('query')
  const { range } = useFilter()
  const now = useContext(NowContext)
  const { from: first = now - day, to: last = now } = boundsOf(range, now)
  const [ends, setEnds] = useState<Ends>({ from: first, to: last })
  const { from, to } = ends
  const isGood = from !== null && to !== null && from < to
  return (
    <form
      className="span-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood) onChoose(spanOf(from, to))
      }}
    >
      <SpanFields ends={ends} onChange={setEnds} />
      <Button size="xs" type="submit" disabled={!isGood}>
        {t('apply')}
      </Button>
    </form>
  )
}
