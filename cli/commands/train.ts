import { setTimeout as wait } from 'node:timers/promises'
import { Command } from 'commander'
import { type Training, TrainingRequest } from '../../contract/model.ts'
import { BadInput } from '../../engine/errors.ts'
import { keyFileOption } from '../key.ts'
import { cardText, comparisonText } from '../model-report.ts'
import { dataDirOption, type ModelCalls, type ModelOptions, modelCalls, toEngineOption } from '../models.ts'
import { integerBetween, readTime } from '../options.ts'
import { say, standardOutput } from '../output.ts'
import { TrainingProgress } from '../training-progress.ts'

interface TrainOptions extends ModelOptions {
  readonly from?: Date
  readonly to?: Date
  readonly source?: readonly string[]
  readonly name?: string
  readonly trees?: number
  readonly rows?: number
  readonly seed?: number
  readonly activate?: boolean
}

const askEveryMs = 250

export const trainCommand = (): Command =>
  new Command('train')
    .description('train an anomaly model on your own retained traffic and compare it with the active one')
    .addOption(dataDirOption())
    .addOption(keyFileOption())
    .addOption(toEngineOption())
    .option('--from <time>', 'only requests from this time on, ISO 8601', readTime)
    .option('--to <time>', 'only requests before this time, ISO 8601', readTime)
    .option('--source <name...>', 'only these sources, by name or number (default: all but the demo)')
    .option('--name <name>', 'what to call the model')
    .option('--trees <number>', 'trees of the forest (default: 200)', integerBetween(10, 500))
    .option(
      '--rows <number>',
      'requests kept for the forest (default: 100000)',
      integerBetween(1_000, 500_000),
    )
    .option(
      '--seed <number>',
      'same seed and traffic, same model',
      integerBetween(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--activate', 'score by the new model from now on')
    .addHelpText('after', '\nThe card of the model and the comparison go to stdout, progress to stderr.')
    .action(async (options: TrainOptions) => {
      const calls = await modelCalls(options)
      try {
        await train(calls, options)
      } finally {
        await calls.close()
      }
    })

async function train(calls: ModelCalls, options: TrainOptions): Promise<void> {
  const { modelId, problem } = await trained(calls, await requestOf(calls, options))
  if (modelId === undefined) return
  const output = standardOutput()
  const card = (await calls.list()).find(({ id }) => id === modelId)
  if (card) await output.write(cardText(card))
  if (problem === undefined) await output.write(comparisonText(await calls.compare(modelId)))
  else say(`vedette: ${problem}`)
  if (options.activate) {
    await calls.activate(modelId)
    say(`Lines are scored by ${modelId} from now on.`)
  } else {
    say(
      `Score by it with \`vedette models activate ${modelId}\`, or remove it with \`vedette models discard ${modelId}\`.`,
    )
  }
}

async function requestOf(calls: ModelCalls, options: TrainOptions): Promise<TrainingRequest> {
  const { from, to, source, name, trees, rows, seed } = options
  const sourceIds = source && (await idsOf(calls, source))
  const { data, error } = TrainingRequest.safeParse({
    from: from?.getTime(),
    to: to?.getTime(),
    ...{ sourceIds, name, trees, rows, seed },
  })
  if (!data) throw new BadInput(error.issues.map(({ message }) => message).join(' '))
  return data
}

async function idsOf(calls: ModelCalls, wanted: readonly string[]): Promise<number[]> {
  const sources = await calls.sources()
  return wanted.flatMap((text) => {
    const named = sources.filter(({ id, name }) => name === text || String(id) === text)
    if (named.length > 0) return named.map(({ id }) => id)
    const names = sources.map(({ id, name }) => `${id} '${name}'`).join(', ')
    throw new BadInput(`There is no source '${text}': name one of ${names}.`)
  })
}

/** Trains to the end, and tells how far it is. Ctrl+C cancels. Sets the exit code where there is no model. */
async function trained(calls: ModelCalls, request: TrainingRequest): Promise<Training> {
  const progress = new TrainingProgress()
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  let state = await calls.train(request)
  while (['reading', 'growing', 'comparing'].includes(state.phase)) {
    progress.tell(state)
    await wait(askEveryMs, undefined, { signal: stop.signal }).catch(() => undefined)
    state = stop.signal.aborted ? await calls.cancel() : await calls.training()
  }
  progress.clear()
  if (state.phase === 'done') return state
  say(`vedette: ${state.phase === 'cancelled' ? 'The training was cancelled.' : state.problem}`)
  process.exitCode = 1
  const { modelId: _, ...without } = state
  return without
}
