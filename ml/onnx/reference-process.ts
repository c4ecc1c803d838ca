/** A process that asks ONNX Runtime for the scores of rows, answers and ends: `reference.ts` starts it. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { features } from '../features.ts'
import { openRuntime } from './runtime.ts'

const Question = z.object({ path: z.string(), rows: z.instanceof(Float32Array) })

process.once('message', (data: unknown) => {
  const { path, rows } = Question.parse(data)
  void readFile(path)
    .then(openRuntime)
    .then((runtime) => runtime.score(rows, rows.length / features.length))
    .then((scores) => process.send?.(scores, () => process.disconnect()))
})
