import { formatCompact } from '../parts/format.ts'
import type { Palette } from './palette.ts'
import { kinds } from './places.ts'
import type { SeenRing } from './ring-size.ts'
import type { Rings } from './rings.ts'

const top = -Math.PI / 2
const whole = 2 * Math.PI

export interface Marked {
  /** index of the ring under the pointer */
  readonly hovered: number | undefined
  /** true for a place that is known by its country alone */
  isVague(place: number): boolean
}

/** Rings whose parts are the severities of their alerts, clockwise from the top, the worst first. Made of numbers alone: no text of a log reaches the canvas. */
export function drawRings(
  ctx: CanvasRenderingContext2D,
  rings: Rings,
  seen: readonly SeenRing[],
  { severities, ink, ground, line, accent, font }: Palette,
  { hovered, isVague }: Marked,
): void {
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  for (const { ring, x, y, count, radius } of seen) {
    const band = radius < 10 ? 3 : 4
    ctx.globalAlpha = 1
    disc(ctx, x, y, radius, ground)
    ctx.lineWidth = band
    let turned = top
    for (let kind = 0; kind < kinds; kind++) {
      const share = (rings.counts[ring * kinds + kind] ?? 0) / count
      if (share === 0) continue
      ctx.strokeStyle = severities[kind] ?? ink
      ctx.beginPath()
      ctx.arc(x, y, radius - band / 2, turned, turned + whole * share)
      ctx.stroke()
      turned += whole * share
    }
    const place = rings.place[ring] ?? -1
    if (place >= 0 && isVague(place)) circle(ctx, x, y, radius + 3.5, line, [3, 3])
    if (ring === hovered) circle(ctx, x, y, radius + 2.5, accent, [])
    if (count > 1 && radius >= 14) {
      ctx.font = `600 ${radius < 18 ? 10 : 12}px ${font}`
      ctx.fillStyle = ink
      ctx.fillText(formatCompact(count), x, y + 0.5)
    }
  }
}

function disc(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number, fill: string): void {
  ctx.fillStyle = fill
  ctx.beginPath()
  ctx.arc(x, y, radius, 0, whole)
  ctx.fill()
}

function circle(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  stroke: string,
  dashes: readonly number[],
): void {
  ctx.lineWidth = 1.5
  ctx.strokeStyle = stroke
  ctx.setLineDash([...dashes])
  ctx.beginPath()
  ctx.arc(x, y, radius, 0, whole)
  ctx.stroke()
  ctx.setLineDash([])
}
