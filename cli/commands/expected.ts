import { Command, Option } from 'commander'
import { z } from 'zod'
import { Expectation, ExpectationPreview, ExpectationWidth } from '../../contract/anomaly.ts'
import { asJson, asText, previewText } from '../expectation-report.ts'
import { keyFileOption } from '../key.ts'
import { integerBetween } from '../options.ts'
import { say, standardOutput } from '../output.ts'
import { RunningEngine } from '../running-engine.ts'

interface ExpectedOptions {
  readonly toEngine: string
  readonly keyFile?: string
}

interface AddOptions extends ExpectedOptions {
  readonly width: ExpectationWidth
  readonly note?: string
  readonly preview?: boolean
}

const path = '/api/anomalies/expectations'
/** A preview opens up to 2,000 alerts. */
const previewMs = 60_000
const anyId = integerBetween(1, Number.MAX_SAFE_INTEGER)

/** A command of its own for each thing that is done; all ask the Vedette that runs. */
const command = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option('-e, --to-engine <url>', 'the Vedette that runs here', 'http://127.0.0.1:7700')
    .addOption(keyFileOption())

const find = ({ toEngine, keyFile }: ExpectedOptions): Promise<RunningEngine> =>
  RunningEngine.find(toEngine, keyFile)

export const expectedCommand = (): Command =>
  new Command('expected')
    .description('list, add and remove shapes of request that are no longer reported as anomalies')
    .addCommand(
      command('list', 'list what is expected, and how many lines each kept silent')
        .option('--json', 'print one JSON object a line for each')
        .action(async (options: ExpectedOptions & { readonly json?: boolean }) => {
          const running = await find(options)
          const expectations = await running.call('GET', path, z.array(Expectation))
          const output = standardOutput()
          for (const one of expectations) await output.write(options.json ? asJson(one) : asText(one))
          say(`${expectations.length} expected.`)
        }),
      { isDefault: true },
    )
    .addCommand(
      command('add', 'expect requests like that of an anomaly alert: they are not reported from now on')
        .argument('<alert-id>', 'number of the alert', anyId)
        .addOption(
          new Option('-w, --width <width>', 'how much they may differ')
            .choices(ExpectationWidth.options)
            .default('usual'),
        )
        .option('--note <text>', 'why they are expected')
        .option('--preview', 'only tell what it would do')
        .action(async (alertId: number, { width, note, preview, ...options }: AddOptions) => {
          const running = await find(options)
          const draft = { alertId, width, ...(note !== undefined && { note }) }
          const told = await running.call('POST', `${path}/preview`, ExpectationPreview, draft, previewMs)
          say(previewText(told))
          if (preview) return
          await standardOutput().write(asText(await running.call('POST', path, Expectation, draft)))
        }),
    )
    .addCommand(
      command('remove', 'report such requests again')
        .argument('<id>', 'number of what is expected', anyId)
        .action(async (id: number, options: ExpectedOptions) => {
          const running = await find(options)
          await running.call('POST', `${path}/remove`, z.object({ removed: z.literal(true) }), { id })
          say('Requests of that shape are reported again.')
        }),
    )
