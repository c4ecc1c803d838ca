import { Command } from 'commander'
import { BadInput } from '../../engine/errors.ts'
import { type Input, namesOf, openInput } from '../input.ts'
import { keyFileOption } from '../key.ts'
import { numberBetween } from '../options.ts'
import { say } from '../output.ts'
import { reasonOf } from '../reason.ts'
import type { ScanOptions } from '../scan.ts'

export const scanCommand = (): Command =>
  new Command('scan')
    .description('find attacks in plain or sealed logs, also .gz; nothing is stored')
    .argument('[FILE...]', 'logs to scan; `-` or none for the standard input')
    .option('--json', 'print one JSON object a line for each finding')
    .option(
      '-t, --threshold <score>',
      'anomaly score from which a line without a finding is reported (default: the model’s own)',
      numberBetween(0, 1),
    )
    .addOption(keyFileOption())
    .addHelpText(
      'after',
      '\nFindings go to stdout, progress and summary to stderr. A line has one finding for each attack type in it.',
    )
    .action(async (files: readonly string[], options: ScanOptions) => {
      const { inputs, unreadable } = await openAll(namesOf(files))
      // Detectors and model are loaded only here: the other commands start without them.
      const { Scan } = await import('../scan.ts')
      const scan = await Scan.run(inputs, options)
      if (unreadable || scan.isPartial) process.exitCode = 1
    })

/** Opens what can be opened and tells of the rest. @throws BadInput where nothing can */
async function openAll(names: readonly string[]): Promise<{ inputs: Input[]; unreadable: boolean }> {
  const settled = await Promise.allSettled(names.map(openInput))
  const inputs = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const errors = settled.flatMap((result) => (result.status === 'rejected' ? [reasonOf(result.reason)] : []))
  if (inputs.length === 0) throw new BadInput(errors.join('\nvedette: '))
  for (const error of errors) say(`vedette: ${error}`)
  return { inputs, unreadable: errors.length > 0 }
}
