import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { clientOver, hostPort } from './connection.ts'

export const client = clientOver(await hostPort())
export const orpc = createTanstackQueryUtils(client)
