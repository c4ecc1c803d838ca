import { features } from './features.ts'
import { checkRows, distance, tolerance } from './forest/cross-check.ts'
import { withMemory } from './forest/row-memory.ts'
import { createWalk, layForest, type WalkTable } from './forest/walk.ts'
import { readModel, shippedModel } from './model-file.ts'
import { readEnsemble } from './onnx/ensemble.ts'
import { type ModelMetadata, readMetadata, readProfile } from './onnx/metadata.ts'
import { referenceScores } from './onnx/reference.ts'
import type { Runtime } from './onnx/runtime.ts'
import type { SiteProfile } from './profile/index.ts'

export { shippedModel }

/** Who scores: the walk over the same trees, or ONNX Runtime itself. */
export type ScoringBy = 'walk' | 'onnx'

/** What scores rows of features. */
export interface RowScorer {
  /** what is usual on the site: features of history are compared with it */
  readonly profile: SiteProfile
  /** as `Scorer.score` */
  score(rows: Float32Array, count: number): Promise<Float32Array>
}

export interface ScorerOptions {
  /** 'onnx' to do without the walk */
  readonly by?: ScoringBy
  /**
   * Where the answers of ONNX Runtime are kept from start to start. With it, ONNX Runtime is asked in a process of its
   * own and stays out of the memory of this one.
   */
  readonly referenceFile?: string
}

const width = features.length

/**
 * Scores requests with an ONNX Isolation Forest. ONNX Runtime is the reference: at load, a walk made of the same trees
 * must give its scores on rows chosen at the trees' own thresholds; then the walk scores, eight times as fast. Where it
 * does not, ONNX Runtime scores, and `notice` says why.
 */
export class Scorer implements RowScorer {
  readonly metadata: ModelMetadata
  readonly profile: SiteProfile
  /** what the walk goes over; absent where ONNX Runtime scores */
  readonly table: WalkTable | undefined
  /** one sentence where the walk was asked for and ONNX Runtime scores instead */
  readonly notice: string | undefined
  readonly #scorer: Pick<Runtime, 'close'> & {
    score(rows: Float32Array, count: number): ReturnType<Runtime['score']> | Float32Array
  }

  private constructor(
    metadata: ModelMetadata,
    profile: SiteProfile,
    scoring: WalkTable | { readonly runtime: Runtime; readonly why?: string },
  ) {
    this.metadata = metadata
    this.profile = profile
    if ('runtime' in scoring) {
      this.#scorer = scoring.runtime
      this.notice =
        scoring.why &&
        `The model is scored by ONNX Runtime, more slowly than usual: the faster way ${scoring.why}.`
    } else {
      this.table = scoring
      this.#scorer = { score: withMemory(createWalk(scoring), width), close: async () => undefined }
    }
  }

  /** @throws one sentence where the model is missing, damaged or foreign */
  static async load(path: string = shippedModel, options: ScorerOptions = {}): Promise<Scorer> {
    const { bytes, model } = await readModel(path)
    const metadata = readMetadata(model, path)
    const profile = readProfile(metadata, path)
    const open = async () => (await import('./onnx/runtime.ts')).openRuntime(bytes)
    if (options.by === 'onnx') return new Scorer(metadata, profile, { runtime: await open() })
    const { referenceFile: file } = options
    const told = await checkedTable(model, async (rows) => {
      // Where no other process can be had, it is asked in this one.
      const kept = file && (await referenceScores({ path, bytes, rows, file }).catch(() => undefined))
      if (kept) return kept
      const runtime = await open()
      const scores = await runtime.score(rows, rows.length / width)
      await runtime.close()
      return scores
    })
    return new Scorer(
      metadata,
      profile,
      typeof told === 'string' ? { runtime: await open(), why: told } : told,
    )
  }

  get by(): ScoringBy {
    return this.table ? 'walk' : 'onnx'
  }

  get threshold(): number {
    return this.metadata.threshold
  }

  /**
   * Scores `count` rows of `features.length` float32 each, none negative, in one call.
   * @returns scores from 0 (ordinary) to 1 (alone), in order
   */
  async score(rows: Float32Array, count: number): Promise<Float32Array> {
    return count === 0 ? new Float32Array(0) : this.#scorer.score(rows, count)
  }

  async close(): Promise<void> {
    await this.#scorer.close()
  }
}

/** The walk's table where it agrees with ONNX Runtime, else why it is not to be used. */
async function checkedTable(
  model: unknown,
  reference: (rows: Float32Array) => Promise<Float32Array>,
): Promise<WalkTable | string> {
  try {
    const ensemble = readEnsemble(model)
    const table = layForest(ensemble, width)
    const rows = checkRows(ensemble, width)
    const off = distance(createWalk(table)(rows, rows.length / width), await reference(rows))
    return off <= tolerance ? table : `differs from it by ${off}`
  } catch (error) {
    return `cannot read it (${error instanceof Error ? error.message : String(error)})`
  }
}
