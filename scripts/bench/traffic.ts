import { createTraffic } from '../../engine/collectors/generator/index.ts'

/** When the lines begin. */
export const benchStart = Date.UTC(2026, 10, 21)

/** `count` combined lines of the generator, `share` of them attacks, in one order for one seed. */
export function benchLines(count: number, share: number, seed = 11, start = benchStart): string[] {
  const traffic = createTraffic(seed)
  const isCombined = (line: string) => /^[\d.]+ - /.test(line)
  const pools: { normal: string[]; attacks: string[] } = { normal: [], attacks: [] }
  const wanted = { normal: Math.round(count * (1 - share)), attacks: Math.round(count * share) }
  for (
    let time = start;
    pools.normal.length < wanted.normal || pools.attacks.length < wanted.attacks;
    time += 50
  ) {
    const { line, kind } = traffic.next(time)
    if (!isCombined(line)) continue
    const pool = kind === 'normal' ? 'normal' : 'attacks'
    if (pools[pool].length < wanted[pool]) pools[pool].push(line)
  }
  const every = wanted.attacks === 0 ? Number.POSITIVE_INFINITY : count / wanted.attacks
  const lines: string[] = []
  for (let i = 0, next = 0; lines.length < count; i++) {
    const attack = i >= next ? pools.attacks.pop() : undefined
    if (attack !== undefined) next += every
    const line = attack ?? pools.normal.pop() ?? pools.attacks.pop()
    if (line === undefined) break
    lines.push(line)
  }
  return lines
}
