import type { LiveMessage } from '../contract/index.ts'

export interface Notice {
  readonly title: string
  readonly body: string
}

/** At most one notice in this time: a flood of attacks must not become a flood of notices. */
const pauseMs = 30_000

/** Makes the notice for a live message, or undefined where it has nothing critical or one was just shown. */
export function createNotices(now: () => number = Date.now): (message: LiveMessage) => Notice | undefined {
  let last = Number.NEGATIVE_INFINITY
  return (message) => {
    if (message.kind !== 'alerts') return undefined
    const critical = message.alerts.filter(({ severity, demo }) => severity === 'critical' && !demo)
    const [first] = critical
    if (!first || now() - last < pauseMs) return undefined
    last = now()
    const others = critical.length > 1 ? ` and ${critical.length - 1} more` : ''
    return { title: `Critical alert from ${first.sourceIp}${others}`, body: first.why }
  }
}
