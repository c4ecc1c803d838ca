import { InferenceSession, Tensor } from 'onnxruntime-node'
import { features } from '../features.ts'

const width = features.length

/** A model in ONNX Runtime. Who imports this file loads 60 MB that stay with the process. */
export interface Runtime {
  /** scores of `count` rows, 0 … 1 */
  score(rows: Float32Array, count: number): Promise<Float32Array>
  close(): Promise<void>
}

/** @throws where ONNX Runtime does not take the model */
export async function openRuntime(model: Uint8Array): Promise<Runtime> {
  // The trees are small: a second thread costs more than it brings.
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 })
  return {
    async score(rows, count) {
      const input = new Tensor('float32', rows.subarray(0, count * width), [count, width])
      const { score } = await session.run({ features: input })
      const data = score?.data
      if (!(data instanceof Float32Array))
        throw new Error('The model gave no scores: train it anew with `npm run train`.')
      return data.map((value) => (value >= 0 && value <= 1 ? value : value > 1 ? 1 : 0))
    },
    close: () => session.release(),
  }
}
