import { z } from 'zod'

/** Alerts in the database whose queries are measured. */
const alerts = 5_000_000

const StoreBench = z.object({
  measureStoreQueries: z.function({
    input: [z.number()],
    output: z.promise(z.record(z.string(), z.number())),
  }),
})

/** Milliseconds of each query the console makes, by name, measured by `store.ts` beside this file. */
export async function storeQueries(): Promise<Record<string, number>> {
  const program: unknown = await import(new URL('./store.ts', import.meta.url).href).catch(() => undefined)
  const bench = StoreBench.safeParse(program)
  if (!bench.success) throw new Error('There is no scripts/bench/store.ts that measures queries.')
  return bench.data.measureStoreQueries(alerts)
}
