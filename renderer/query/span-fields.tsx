import '@mantine/dates/styles.css'
import 'dayjs/locale/de'
import 'dayjs/locale/es'
import 'dayjs/locale/fr'
import { DatesProvider, DateTimePicker } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../parts/format.ts'

/** The picker's own writing, in local time. */
const written = (time: number): string => {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19).replace('T', ' ')
}
const timeOf = (text: string): number => Date.parse(text.replace(' ', 'T'))

/** Two ends as they are chosen, epoch milliseconds; null where nothing is. */
export interface Ends {
  readonly from: number | null
  readonly to: number | null
}

export interface SpanFieldsProps {
  readonly ends: Ends
  readonly onChange: (ends: Ends) => void
  readonly isFloating?: boolean
}

/** The beginning and the end of a span, by calendar and clock. */
export default function SpanFields({ ends, onChange, isFloating = false }: SpanFieldsProps) {
  const { t, i18n } = useTranslation('query')
  const field = (label: string, end: keyof Ends) => (
    <DateTimePicker
      size="xs"
      label={label}
      value={ends[end] === null ? null : written(ends[end])}
      onChange={(text) => onChange({ ...ends, [end]: text === null ? null : timeOf(text) })}
      valueFormat={(date) => formatDateTime(timeOf(date))}
      popoverProps={{ withinPortal: isFloating }}
    />
  )
  return (
    <DatesProvider settings={{ locale: i18n.language.split('-')[0] ?? 'en' }}>
      {field(t('from'), 'from')}
      {field(t('to'), 'to')}
    </DatesProvider>
  )
}
