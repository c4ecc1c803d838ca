import { BarChart } from '@mantine/charts'
import { type Overview, severities } from '../../contract/index.ts'
import { severityColor } from '../app/theme.ts'
import { severityWord } from '../app/words.ts'
import { formatDateTime, formatTick } from '../parts/format.ts'

/** Alerts over time, stacked by severity, the worst at the bottom where it is compared best. */
export function Timeline({ overview }: { overview: Overview }) {
  const data = overview.timeline.map(({ time, counts }) => ({
    time: formatTick(time, overview.bucketMs),
    at: formatDateTime(time),
    ...counts,
  }))
  return (
    <BarChart
      h={296}
      data={data}
      dataKey="time"
      type="stacked"
      withLegend
      legendProps={{ verticalAlign: 'top', align: 'right', height: 34, itemSorter: null }}
      series={severities.map((name) => ({ name, label: severityWord[name], color: severityColor[name] }))}
      gridColor="#1c2530"
      textColor="#8591a0"
      barProps={{ isAnimationActive: false }}
      barChartProps={{ barCategoryGap: 1 }}
      xAxisProps={{ minTickGap: 44 }}
      yAxisProps={{ width: 42, allowDecimals: false }}
      tooltipAnimationDuration={0}
    />
  )
}
