/**
 * `npm run -s bench:ml -- FILE.jsonl`: how well anomalies tell attacks from ordinary requests, alone and together with
 * the detectors, beside scikit-learn's IsolationForest on the same rows, as one JSON object. With `--ablation`: what each
 * feature is worth, as a table in Markdown; with `--select`: which are to be dropped. `--training` needs no file: what a training on a million requests takes.
 */
import { parseArgs } from 'node:util'
import { readRecords, reasonOf, Unusable } from '../labelled/index.ts'
import { ablationTable } from './ablation.ts'
import { evaluate } from './evaluate.ts'
import { createMatching, createSampling, type Sample } from './samples.ts'
import { selectFeatures } from './selection.ts'
import { findSklearn } from './sklearn.ts'
import { measureTraining } from './training.ts'

const usage = 'Usage: npm run -s bench:ml -- FILE.jsonl [--ablation | --select] | --training'

async function main(): Promise<void> {
  const { file, ablation, select } = readOptions()
  if (file === undefined) {
    console.log(JSON.stringify(measureTraining(), null, 2))
    return
  }
  const match = createMatching()
  const sample = createSampling(match)
  const samples: Sample[] = []
  for await (const record of readRecords(file)) samples.push(sample(record))
  const benign = samples.filter(({ isAttack }) => !isAttack).length
  if (benign === 0)
    throw new Unusable(`${file} holds no benign line: without some there are no false positives to count.`)
  if (benign === samples.length)
    throw new Unusable(`${file} holds no attack: without some there is nothing to find.`)
  if (benign < 1000)
    console.error(`${benign} benign lines are few: at 0.1 % false positives none of them may be reported.`)
  if (select) console.log(JSON.stringify({ dropped: selectFeatures(samples, match, console.error) }, null, 2))
  else if (ablation) console.log(ablationTable(samples, match))
  else {
    const python = findSklearn()
    if (python === undefined)
      console.error('aucSklearn is null: no Python with scikit-learn was found (Debian: python3-sklearn).')
    console.log(JSON.stringify(evaluate(samples, match, { python }), null, 2))
  }
}

function readOptions(): { file: string | undefined; ablation: boolean; select: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ablation: { type: 'boolean', default: false },
        select: { type: 'boolean', default: false },
        training: { type: 'boolean', default: false },
      },
    })
    const [file, ...more] = positionals
    // Either a file or the training, not both.
    if ((file === undefined) === values.training && more.length === 0) return { file, ...values }
  } catch (error) {
    throw new Unusable(`${reasonOf(error)}\n${usage}`)
  }
  throw new Unusable(`Give one JSONL file of labelled lines.\n${usage}`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  console.error(`bench:ml: ${error.message}`)
  process.exitCode = 1
}
