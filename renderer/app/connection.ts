import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../contract/index.ts'

export type Client = ContractRouterClient<Contract>

/** On the desktop the preload hands over a port to the engine, a new one each time; in a browser there is none. */
export async function hostPort(): Promise<MessagePort | undefined> {
  if (!('vedetteHost' in window)) return undefined
  return new Promise((resolve) => {
    function onMessage({ source, data, ports: [given] }: MessageEvent): void {
      if (source !== window || data !== 'vedette:port' || !given) return
      window.removeEventListener('message', onMessage)
      resolve(given)
    }
    window.addEventListener('message', onMessage)
    window.postMessage('vedette:ready', window.location.origin)
  })
}

/** Calls of the contract over a port, or over HTTP without one; for pages and workers. */
export function clientOver(port: MessagePort | undefined): Client {
  if (!port) return createORPCClient(new RPCLink({ url: `${self.location.origin}/rpc` }))
  port.start()
  return createORPCClient(new PortLink({ port }))
}
