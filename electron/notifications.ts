import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { type MessagePortMain, Notification } from 'electron'
import type { Contract, LiveMessage } from '../contract/index.ts'
import type { DesktopWords } from './words/index.ts'

export interface Notice {
  readonly title: string
  readonly body: string
}

/** At most one notice in this time: a flood of attacks must not become a flood of notices. */
const pauseMs = 30_000

/** Makes the notice for a live message, in the words of then, or undefined where it has nothing critical or one was just shown. */
export function createNotices(
  words: () => DesktopWords,
  now: () => number = Date.now,
): (message: LiveMessage) => Notice | undefined {
  let last = Number.NEGATIVE_INFINITY
  return (message) => {
    if (message.kind !== 'alerts') return undefined
    const critical = message.alerts.filter(({ severity, demo }) => severity === 'critical' && !demo)
    const [first] = critical
    if (!first || now() - last < pauseMs) return undefined
    last = now()
    const others = critical.length - 1
    const title = others === 0 ? words().critical(first.sourceIp) : words().criticals(first.sourceIp, others)
    return { title, body: first.why }
  }
}

/** Tells the desktop of critical alerts, where the settings say so, until the engine behind `port` ends. */
export async function notifyCritical(
  port: MessagePortMain,
  show: () => void,
  words: () => DesktopWords,
): Promise<void> {
  port.start()
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port }))
  const notice = createNotices(words)
  for await (const message of await client.live()) {
    const made = notice(message)
    if (!made || !(await client.settings.get()).notifyCritical) continue
    const notification = new Notification({ ...made })
    notification.on('click', show)
    notification.show()
  }
}
