import type { ClientLink } from '@orpc/client'
import { type AnyContractRouter, isContractProcedure } from '@orpc/contract'
import { type AnyRouter, implement } from '@orpc/server'

/** A router for the whole contract whose every procedure asks the engine behind `link`; streams end with their caller. */
export function forward(
  contract: AnyContractRouter,
  link: ClientLink<Record<never, never>>,
  path: readonly string[] = [],
): AnyRouter {
  if (isContractProcedure(contract)) {
    return implement(contract).handler(({ input, signal, lastEventId }) =>
      link.call(path, input, { context: {}, ...(signal && { signal }), ...(lastEventId && { lastEventId }) }),
    )
  }
  return Object.fromEntries(
    Object.entries(contract).map(([name, part]) => [name, forward(part, link, [...path, name])]),
  )
}
