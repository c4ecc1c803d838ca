import { type Arc, arcBetween, pointOn } from './arcs.ts'
import type { WorldPoint } from './mercator.ts'
import type { Palette } from './palette.ts'
import type { SeenRing } from './ring-size.ts'

/** More would be a carpet. */
const mostArcs = 60
/** What a fresh alert leaves behind on its way, as a part of the way. */
const tail = 0.18
const tailSteps = 10

/** A fresh alert on its way: from where, how bad (index among the severities), and how far it has come, 0 to 1. */
export interface Flight {
  readonly from: WorldPoint
  readonly kind: number
  readonly part: number
}

/** Arcs from the biggest rings to the guarded servers, the stronger the more alerts. */
export function drawArcs(
  ctx: CanvasRenderingContext2D,
  seen: readonly SeenRing[],
  home: WorldPoint,
  { accent }: Palette,
): void {
  const shown = seen.slice(-mostArcs)
  const most = shown.at(-1)?.count ?? 1
  ctx.strokeStyle = accent
  for (const { x, y, count } of shown) {
    const strength = Math.sqrt(count / most)
    ctx.globalAlpha = 0.22 + 0.4 * strength
    ctx.lineWidth = 0.8 + 1.4 * strength
    stroke(ctx, arcBetween({ x, y }, home))
  }
  ctx.globalAlpha = 1
}

function stroke(ctx: CanvasRenderingContext2D, { from, pull, to }: Arc): void {
  ctx.beginPath()
  ctx.moveTo(from.x, from.y)
  ctx.quadraticCurveTo(pull.x, pull.y, to.x, to.y)
  ctx.stroke()
}

/** Fresh alerts under way; where nothing may move, their whole arcs, in the colour of their severity. */
export function drawFlights(
  ctx: CanvasRenderingContext2D,
  flights: readonly Flight[],
  home: WorldPoint,
  { severities, accent }: Palette,
  moves: boolean,
): void {
  for (const { from, kind, part } of flights) {
    const arc = arcBetween(from, home)
    ctx.strokeStyle = severities[kind] ?? accent
    ctx.fillStyle = ctx.strokeStyle
    ctx.lineWidth = 2
    if (!moves) {
      ctx.globalAlpha = 0.85
      stroke(ctx, arc)
      continue
    }
    for (let step = 0; step < tailSteps; step++) {
      const [start, end] = [part - (tail * (step + 1)) / tailSteps, part - (tail * step) / tailSteps]
      if (start < 0 || end > 1) continue
      const [a, b] = [pointOn(arc, start), pointOn(arc, end)]
      ctx.globalAlpha = 1 - step / tailSteps
      ctx.beginPath()
      ctx.moveTo(a.x, a.y)
      ctx.lineTo(b.x, b.y)
      ctx.stroke()
    }
    if (part > 1) continue
    const head = pointOn(arc, part)
    ctx.globalAlpha = 1
    ctx.beginPath()
    ctx.arc(head.x, head.y, 2.6, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.globalAlpha = 1
}

/** Where the guarded servers stand: a target that no ring looks like, and its name. */
export function drawHome(
  ctx: CanvasRenderingContext2D,
  { x, y }: WorldPoint,
  name: string,
  { accent, ground, ink, font }: Palette,
): void {
  ctx.fillStyle = ground
  ctx.strokeStyle = accent
  ctx.lineWidth = 2
  ctx.beginPath()
  ctx.moveTo(x, y - 9)
  ctx.lineTo(x + 8, y - 2)
  ctx.lineTo(x + 8, y + 7)
  ctx.lineTo(x - 8, y + 7)
  ctx.lineTo(x - 8, y - 2)
  ctx.closePath()
  ctx.fill()
  ctx.stroke()
  ctx.fillStyle = accent
  ctx.fillRect(x - 2, y + 1, 4, 6)
  ctx.font = `600 11px ${font}`
  ctx.textAlign = 'center'
  ctx.textBaseline = 'top'
  ctx.lineWidth = 3
  ctx.strokeStyle = ground
  ctx.strokeText(name, x, y + 11)
  ctx.fillStyle = ink
  ctx.fillText(name, x, y + 11)
}
