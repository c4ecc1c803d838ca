import type { EpochMs, FormatId, LogEvent } from '../../contract/event.ts'
import { combined } from './combined.ts'
import { common } from './common.ts'
import type { Format } from './format.ts'
import { jsonCaddy } from './json-caddy.ts'
import { jsonNginx } from './json-nginx.ts'
import { jsonTraefik } from './json-traefik.ts'
import { withPlausibleTime } from './plausible.ts'
import { sshd } from './sshd.ts'
import { vhostCombined } from './vhost-combined.ts'

/** The register: the order in which a line of an unknown source is tried. */
export const formats: readonly Format[] = [
  combined,
  common,
  vhostCombined,
  jsonCaddy,
  jsonTraefik,
  jsonNginx,
  sshd,
]

/** Longer lines are cut before parsing; what an attacker wrote beyond it is in the sealed log all the same. */
const longestParsed = 128 * 1024

/** Reads the lines of one source: the format that fitted last is tried first, the others after it. */
export class LineParser {
  readonly #counts = new Map<FormatId, number>()
  #order: readonly Format[]

  /** @param only the one format to be tried, where it is known */
  constructor(only?: FormatId) {
    this.#order = only === undefined ? formats : formats.filter(({ id }) => id === only)
  }

  parse(line: string, arrival: EpochMs): LogEvent | undefined {
    const start = line.startsWith('\ufeff') ? 1 : 0
    const text = start === 1 || line.length > longestParsed ? line.slice(start, longestParsed) : line
    for (const format of this.#order) {
      const event = format.parse(text, arrival)
      if (!event) continue
      if (format !== this.#order[0]) this.#order = [format, ...formats.filter((other) => other !== format)]
      this.#counts.set(format.id, (this.#counts.get(format.id) ?? 0) + 1)
      return withPlausibleTime(event, arrival)
    }
    return undefined
  }

  /** Lines by detected format. */
  get counts(): ReadonlyMap<FormatId, number> {
    return this.#counts
  }
}
