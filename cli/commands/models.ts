import { Command } from 'commander'
import { keyFileOption } from '../key.ts'
import { comparisonText, modelLine } from '../model-report.ts'
import { dataDirOption, type ModelCalls, type ModelOptions, modelCalls, toEngineOption } from '../models.ts'
import { say, standardOutput } from '../output.ts'

/** A command of its own for each thing that is done with models; all find them alike. */
const command = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .addOption(dataDirOption())
    .addOption(keyFileOption())
    .addOption(toEngineOption())

async function ask(options: ModelOptions, work: (calls: ModelCalls) => Promise<string>): Promise<void> {
  const calls = await modelCalls(options)
  try {
    await standardOutput().write(await work(calls))
  } finally {
    await calls.close()
  }
}

const listOf = async (calls: ModelCalls): Promise<string> => (await calls.list()).map(modelLine).join('')

export const modelsCommand = (): Command =>
  new Command('models')
    .description('list the anomaly models, switch between them, compare and discard them')
    .addCommand(
      command('list', 'list the models; * marks the one that scores lines').action((options: ModelOptions) =>
        ask(options, listOf),
      ),
      { isDefault: true },
    )
    .addCommand(
      command('activate', 'score lines by another model from now on; `shipped` is the one Vedette brings')
        .argument('<id>')
        .action((id: string, options: ModelOptions) =>
          ask(options, async (calls) => {
            await calls.activate(id)
            say(`Lines are scored by ${id} from now on.`)
            return listOf(calls)
          }),
        ),
    )
    .addCommand(
      command('discard', 'remove a model that is not active')
        .argument('<id>')
        .action((id: string, options: ModelOptions) =>
          ask(options, async (calls) => {
            await calls.discard(id)
            say(`The model ${id} is removed.`)
            return listOf(calls)
          }),
        ),
    )
    .addCommand(
      command('compare', 'tell what two models would have reported of the last days')
        .argument('<id>')
        .argument('[other]', 'compared with (default: the active model, or the one before it)')
        .action((id: string, other: string | undefined, options: ModelOptions) =>
          ask(options, async (calls) => comparisonText(await calls.compare(id, other))),
        ),
    )
