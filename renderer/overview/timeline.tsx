import './timeline.css'
import { BarChart } from '@mantine/charts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReferenceArea } from 'recharts'
import { type Overview, severities } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { formatTick } from '../parts/format.ts'
import { SeverityShape, severityColor } from '../parts/severity.tsx'
import { severityWord } from '../parts/terms.ts'
import { spanOf } from '../query/range.ts'
import { TimelineTip } from './timeline-tip.tsx'

/** Alerts over time, stacked by severity, the worst at the bottom where it is compared best. */
export function Timeline({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview')
  const zoom = useDragZoom(overview.bucketMs)
  const bucketOf = (label: unknown) => overview.timeline.find(({ time }) => time === label)
  const data = overview.timeline.map(({ time, counts }) => ({ time, ...counts }))
  return (
    <>
      <div className="card-head">
        <h2 className="card-title">{t('timeline')}</h2>
        <Legend />
      </div>
      <BarChart
        h={292}
        data={data}
        dataKey="time"
        type="stacked"
        series={severities.map((name) => ({ name, label: severityWord(name), color: severityColor(name) }))}
        gridColor="var(--track)"
        textColor="var(--faint)"
        barProps={{ isAnimationActive: false }}
        barChartProps={{
          barCategoryGap: 1,
          margin: { top: 8, right: 4, bottom: 0, left: 0 },
          ...zoom.handlers,
        }}
        maxBarWidth={36}
        xAxisProps={{
          minTickGap: 44,
          tickFormatter: (time: number) => formatTick(time, overview.bucketMs),
        }}
        yAxisProps={{ width: 42, allowDecimals: false }}
        tooltipProps={{ content: ({ label }) => <TimelineTip bucket={bucketOf(label)} /> }}
        tooltipAnimationDuration={0}
      >
        {zoom.area && (
          <ReferenceArea x1={zoom.area.from} x2={zoom.area.to} fill="var(--accent)" fillOpacity={0.18} />
        )}
      </BarChart>
    </>
  )
}

interface Area {
  readonly from: number
  readonly to: number
}

/** The time under the pointer, where there is one. */
const timeUnder = ({ activeLabel }: { activeLabel?: string | number | undefined }): number | undefined =>
  typeof activeLabel === 'number' ? activeLabel : undefined

/** Dragging over the bars narrows the range of all screens to them. */
function useDragZoom(bucketMs: number) {
  const { setRange } = useFilter()
  const [area, setArea] = useState<Area>()
  return {
    area,
    handlers: {
      onMouseDown: (state: { activeLabel?: string | number | undefined }) => {
        const time = timeUnder(state)
        if (time !== undefined) setArea({ from: time, to: time })
      },
      onMouseMove: (state: { activeLabel?: string | number | undefined }) => {
        const time = timeUnder(state)
        if (time !== undefined) setArea((before) => before && { ...before, to: time })
      },
      onMouseUp: () => {
        if (area && area.from !== area.to)
          setRange(spanOf(Math.min(area.from, area.to), Math.max(area.from, area.to) + bucketMs))
        setArea(undefined)
      },
      onMouseLeave: () => setArea(undefined),
    },
  }
}

/** What the colours mean, by shape and word too; a press narrows all screens to that severity. */
function Legend() {
  const { t } = useTranslation('overview')
  const { filter, toggle } = useFilter()
  return (
    <fieldset className="legend" aria-label={t('severities')}>
      {severities.map((severity) => (
        <button
          key={severity}
          type="button"
          aria-pressed={filter.severities?.includes(severity) ?? false}
          onClick={() => toggle('severity', severity)}
        >
          <SeverityShape severity={severity} size={10} />
          {severityWord(severity)}
        </button>
      ))}
    </fieldset>
  )
}
