import type { AlertFilter, AlertValues } from '../../../contract/filter.ts'

type Values = Pick<AlertValues, 'texts' | 'paths' | 'methods' | 'statuses'>

/** What of a filter origins and kinds do not tell: paths, answers and texts. */
export interface Look extends Values {
  readonly not?: Values
}

/** Undefined where a filter looks for nothing of the sort. */
export function lookOf(filter: AlertFilter): Look | undefined {
  const wanted = valuesOf(filter)
  const not = valuesOf(filter.not ?? {})
  if (!wanted && !not) return undefined
  return { ...wanted, ...(not && { not }) }
}

function valuesOf({ texts, paths, methods, statuses }: AlertValues): Values | undefined {
  const given = {
    ...(texts?.length && { texts }),
    ...(paths?.length && { paths }),
    ...(methods?.length && { methods }),
    ...(statuses?.length && { statuses }),
  }
  return Object.keys(given).length > 0 ? given : undefined
}
