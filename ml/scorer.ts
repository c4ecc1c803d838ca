import { InferenceSession, Tensor } from 'onnxruntime-node'
import { features } from './features.ts'
import { checkRows, distance, tolerance } from './forest/cross-check.ts'
import { compileWalk, type Walk } from './forest/walk.ts'
import { readModel, shippedModel } from './model-file.ts'
import { readEnsemble } from './onnx/ensemble.ts'
import { type ModelMetadata, readMetadata } from './onnx/metadata.ts'
import type { RowScorer } from './walk-scorer.ts'

export { shippedModel }

/** Who scores: the compiled walk over the same trees, or ONNX Runtime itself. */
export type ScoringBy = 'walk' | 'onnx'

const width = features.length

/**
 * Scores requests with an ONNX Isolation Forest. ONNX Runtime is the reference: at load, a walk compiled from the same
 * model must give its scores on rows chosen at the trees' own thresholds; then the walk scores, eight times as fast.
 * Where it does not, ONNX Runtime scores, and `notice` says why.
 */
export class Scorer implements RowScorer {
  readonly metadata: ModelMetadata
  readonly by: ScoringBy
  /** one sentence where the walk was asked for and ONNX Runtime scores instead */
  readonly notice: string | undefined
  readonly #score: (rows: Float32Array, count: number) => Float32Array | Promise<Float32Array>
  readonly #close: () => Promise<void>

  private constructor(metadata: ModelMetadata, session: InferenceSession, walk: Walk | string | undefined) {
    this.metadata = metadata
    const isWalk = typeof walk === 'function'
    this.by = isWalk ? 'walk' : 'onnx'
    this.notice =
      typeof walk === 'string'
        ? `The model is scored by ONNX Runtime, more slowly than usual: the faster way ${walk}.`
        : undefined
    this.#score = isWalk ? walk : (rows, count) => scoreByOnnx(session, rows, count)
    this.#close = () => session.release()
  }

  /**
   * @param by 'onnx' to do without the walk
   * @throws one sentence where the model is missing, damaged or foreign
   */
  static async load(path: string = shippedModel, by: ScoringBy = 'walk'): Promise<Scorer> {
    const { bytes, model } = await readModel(path)
    const metadata = readMetadata(model, path)
    // The trees are small: a second thread costs more than it brings.
    const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 })
    return new Scorer(metadata, session, by === 'walk' ? await checkedWalk(model, session) : undefined)
  }

  get threshold(): number {
    return this.metadata.threshold
  }

  /**
   * Scores `count` rows of `features.length` float32 each, none negative, in one call.
   * @returns scores from 0 (ordinary) to 1 (alone), in order
   */
  async score(rows: Float32Array, count: number): Promise<Float32Array> {
    return count === 0 ? new Float32Array(0) : this.#score(rows, count)
  }

  async close(): Promise<void> {
    await this.#close()
  }
}

/** The walk where it agrees with ONNX Runtime, else why it is not to be used. */
async function checkedWalk(model: unknown, session: InferenceSession): Promise<Walk | string> {
  try {
    const ensemble = readEnsemble(model)
    const walk = compileWalk(ensemble, width)
    const rows = checkRows(ensemble, width)
    const count = rows.length / width
    const off = distance(walk(rows, count), await scoreByOnnx(session, rows, count))
    return off <= tolerance ? walk : `differs from it by ${off}`
  } catch (error) {
    return `cannot read it (${error instanceof Error ? error.message : String(error)})`
  }
}

async function scoreByOnnx(
  session: InferenceSession,
  rows: Float32Array,
  count: number,
): Promise<Float32Array> {
  const input = new Tensor('float32', rows.subarray(0, count * width), [count, width])
  const { score } = await session.run({ features: input })
  const data = score?.data
  if (!(data instanceof Float32Array))
    throw new Error('The model gave no scores: train it anew with `npm run train`.')
  return data.map((value) => (value >= 0 && value <= 1 ? value : value > 1 ? 1 : 0))
}
