const width = 200
const height = 34

/** The course of a number, drawn small: decoration beside the number itself. */
export function Sparkline({
  values,
  color,
  most = Math.max(1, ...values),
}: {
  values: readonly number[]
  color: string
  /** the value at the top */
  most?: number
}) {
  const points = values.map((value, i) => {
    const x = (i / Math.max(1, values.length - 1)) * width
    return `${x.toFixed(1)},${(height - 2 - (value / most) * (height - 4)).toFixed(1)}`
  })
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width="100%"
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polygon
        points={`0,${height} ${points.join(' ')} ${width},${height}`}
        fill={color}
        fillOpacity={0.14}
      />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
