import '@mantine/dates/styles.css'
import 'dayjs/locale/de'
import 'dayjs/locale/es'
import 'dayjs/locale/fr'
import { Button } from '@mantine/core'
import { DatesProvider, DateTimePicker } from '@mantine/dates'
import { useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NowContext, useFilter } from '../app/filter.ts'
import { formatDateTime } from '../parts/format.ts'
import { boundsOf, type Span, spanOf } from './range.ts'

const day = 86_400_000

/** The picker's own writing, in local time. */
const written = (time: number): string => {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19).replace('T', ' ')
}
const timeOf = (text: string): number => Date.parse(text.replace(' ', 'T'))

/** From here to there, by calendar and clock. */
export default function SpanForm({ onChoose }: { onChoose: (span: Span) => void }) {
  const { t, i18n } = useTranslation('query')
  const { range } = useFilter()
  const now = useContext(NowContext)
  const { from = now - day, to = now } = boundsOf(range, now)
  const [first, setFirst] = useState<string | null>(written(from))
  const [last, setLast] = useState<string | null>(written(to))
  const isGood = first !== null && last !== null && timeOf(first) < timeOf(last)
  const field = (label: string, value: string | null, onChange: (value: string | null) => void) => (
    <DateTimePicker
      size="xs"
      label={label}
      value={value}
      onChange={onChange}
      valueFormat={(date) => formatDateTime(timeOf(date))}
      popoverProps={{ withinPortal: false }}
    />
  )
  return (
    <DatesProvider settings={{ locale: i18n.language.split('-')[0] ?? 'en' }}>
      <form
        className="span-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (isGood) onChoose(spanOf(timeOf(first), timeOf(last)))
        }}
      >
        {field(t('from'), first, setFirst)}
        {field(t('to'), last, setLast)}
        <Button size="xs" type="submit" disabled={!isGood}>
          {t('apply')}
        </Button>
      </form>
    </DatesProvider>
  )
}
