import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '../../contract/index.ts'

export type Client = ContractRouterClient<Contract>

/** On the desktop the preload hands over a port to the engine; in a browser calls go over HTTP. */
async function connect(): Promise<Client> {
  if (!('vedetteHost' in window))
    return createORPCClient(new RPCLink({ url: `${window.location.origin}/rpc` }))
  const port = await new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', (event) => {
      const [given] = event.ports
      if (event.source === window && event.data === 'vedette:port' && given) resolve(given)
    })
    window.postMessage('vedette:ready', window.location.origin)
  })
  port.start()
  return createORPCClient(new PortLink({ port }))
}

export const client = await connect()
export const orpc = createTanstackQueryUtils(client)
