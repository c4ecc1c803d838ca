import { parseArgs } from 'node:util'
import { z } from 'zod'
import { reasonOf, Unusable } from './unusable.ts'

const usage =
  'Usage: npm run -s bench:detect -- [FILE.jsonl] [--verdicts OUT.tsv] [--missed [N]] [--false [N]]; without a file, the labelled set that Vedette ships is judged.'

/** How many examples to list: a number, or all of them where the option stands alone. */
const Examples = z
  .union([z.literal('all').transform(() => Number.POSITIVE_INFINITY), z.coerce.number().int().positive()])
  .default(0)

const Options = z.object({
  /** the labelled records, JSONL; the set that ships where absent */
  file: z.string().optional(),
  verdicts: z.string().optional(),
  missed: Examples,
  false: Examples,
})
export type Options = z.infer<typeof Options>

/** Reads the command line. @throws Unusable with what is wrong and how it is used */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args)
  const [file, ...more] = positionals
  if (more.length > 0) throw new Unusable(`Give one JSONL file, not several.\n${usage}`)
  const options = Options.safeParse({ ...values, file })
  if (options.success) return options.data
  throw new Unusable(`--${String(options.error.issues[0]?.path[0])} takes a whole number from 1.\n${usage}`)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.flatMap((arg, i) => (isAlone(arg, args[i + 1]) ? [`${arg}=all`] : [arg])),
      allowPositionals: true,
      options: { verdicts: { type: 'string' }, missed: { type: 'string' }, false: { type: 'string' } },
    })
  } catch (error) {
    throw new Unusable(`${reasonOf(error)}\n${usage}`)
  }
}

/** `--missed` may stand before the file's name, so only a number after it is its own. */
const isAlone = (arg: string, next: string | undefined): boolean =>
  (arg === '--missed' || arg === '--false') && !/^\d+$/.test(next ?? '')
