import L from 'leaflet'
import { severities } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { severityColor, severityShapes } from '../parts/severity.tsx'
import { ringDistance } from './apart.ts'
import type { Sums } from './rings.ts'

/** Compact number of at most four characters. */
function short(n: number): string {
  if (n < 1000) return String(n)
  if (n < 10_000) return `${formatNumber(n / 1000)}k`
  return n < 1e6 ? `${Math.round(n / 1000)}k` : `${formatNumber(n / 1e6)}M`
}

/**
 * A ring whose parts are the severities of its alerts, its size by their number, inside it the shape of the worst. Made of numbers alone: no text of a log reaches it.
 */
export function ringIcon(sums: Sums): L.DivIcon {
  const size = Math.round(Math.min(ringDistance, 20 + 9 * Math.log10(sums.count + 1) * 1.6))
  const radius = size / 2 - 3
  const around = 2 * Math.PI * radius
  let turned = 0
  const arcs = severities.map((severity) => {
    const length = (around * sums[severity]) / sums.count
    const arc = `<circle cx="${size / 2}" cy="${size / 2}" r="${radius}" fill="none" stroke="${severityColor(severity)}" stroke-width="4" stroke-dasharray="${length} ${around - length}" stroke-dashoffset="${-turned}"/>`
    turned += length
    return sums[severity] > 0 ? arc : ''
  })
  const worst = severities.find((severity) => sums[severity] > 0) ?? 'info'
  const mark = size < 34 ? 8 : 9
  const top = sums.count > 1 && size >= 34 ? size * 0.16 : (size - mark) / 2
  const shape = `<path d="${severityShapes[worst]}" fill="${severityColor(worst)}" transform="translate(${(size - mark) / 2} ${top}) scale(${mark / 14})"/>`
  const label = `<text x="50%" y="${size < 34 ? '50%' : '59%'}" dy=".35em" text-anchor="middle" font-size="${size < 34 ? 10 : 12}" font-weight="600" fill="var(--ink)">${short(sums.count)}</text>`
  const inside = sums.count === 1 ? shape : size < 34 ? label : shape + label
  const html = `<svg width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><g transform="rotate(-90 ${size / 2} ${size / 2})"><circle cx="${size / 2}" cy="${size / 2}" r="${size / 2}" fill="var(--raised)"/>${arcs.join('')}</g>${inside}</svg>`
  return L.divIcon({ html, className: 'cluster-icon', iconSize: [size, size] })
}
