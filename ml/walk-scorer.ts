import { features } from './features.ts'
import { compileWalk } from './forest/walk.ts'
import { readModel, shippedModel } from './model-file.ts'
import { readEnsemble } from './onnx/ensemble.ts'

/** What scores rows of features: `Scorer`, or a walk alone. */
export interface RowScorer {
  /** as `Scorer.score` */
  score(rows: Float32Array, count: number): Promise<Float32Array>
}

/**
 * The walk over the model's trees without ONNX Runtime beside it: for threads of a process in which a `Scorer` has
 * checked the walk against ONNX Runtime already.
 */
export async function loadWalk(path: string = shippedModel): Promise<RowScorer> {
  const { model } = await readModel(path)
  const walk = compileWalk(readEnsemble(model), features.length)
  return { score: async (rows, count) => walk(rows, count) }
}
