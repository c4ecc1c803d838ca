import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { features } from './features.ts'
import { type ModelMetadata, readMetadata } from './onnx/metadata.ts'

/** The model that Vedette ships. */
export const shippedModel = fileURLToPath(new URL('../data/model/isolation-forest.onnx', import.meta.url))

/** Scores requests with an ONNX Isolation Forest by ONNX Runtime. */
export class Scorer {
  readonly metadata: ModelMetadata
  readonly #session: InferenceSession

  private constructor(metadata: ModelMetadata, session: InferenceSession) {
    this.metadata = metadata
    this.#session = session
  }

  /** @throws one sentence where the model is missing, damaged or foreign */
  static async load(path: string = shippedModel): Promise<Scorer> {
    let model: Uint8Array
    try {
      model = await readFile(path)
    } catch {
      throw new Error(`There is no model at ${path}: train one with \`npm run train\`.`)
    }
    const metadata = readMetadata(model, path)
    // The trees are small: a second thread costs more than it brings.
    const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 })
    return new Scorer(metadata, session)
  }

  get threshold(): number {
    return this.metadata.threshold
  }

  /**
   * Scores `count` rows of `features.length` float32 each, in one call.
   * @returns scores from 0 (ordinary) to 1 (alone), in order
   */
  async score(rows: Float32Array, count: number): Promise<Float32Array> {
    if (count === 0) return new Float32Array(0)
    const input = new Tensor('float32', rows, [count, features.length])
    const { score } = await this.#session.run({ features: input })
    const data = score?.data
    if (!(data instanceof Float32Array))
      throw new Error('The model gave no scores: train it anew with `npm run train`.')
    return data.map((value) => (value >= 0 && value <= 1 ? value : value > 1 ? 1 : 0))
  }

  async close(): Promise<void> {
    await this.#session.release()
  }
}
