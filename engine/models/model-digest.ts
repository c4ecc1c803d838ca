import { createHash } from 'node:crypto'
import { ModelProto } from '../../ml/onnx/schema.ts'

const key = 'vedette-sha256'

/** What stands behind a model: one more entry of its `metadata_props`, of always the same length. */
const entryOf = (model: Uint8Array): Uint8Array => {
  const value = createHash('sha256').update(model).digest('hex')
  return ModelProto.encode(ModelProto.fromObject({ metadataProps: [{ key, value }] })).finish()
}
const entryBytes = entryOf(new Uint8Array()).length

/** The model with its digest behind it: still the same ONNX model to whoever reads it. */
export const withDigest = (model: Uint8Array): Uint8Array => Buffer.concat([model, entryOf(model)])

/** Whether the bytes are those that were written; undefined where no digest stands behind them. */
export function isWhole(bytes: Uint8Array): boolean | undefined {
  const end = bytes.length - entryBytes
  if (end < 0 || !Buffer.from(bytes.subarray(end)).includes(key)) return undefined
  return Buffer.compare(entryOf(bytes.subarray(0, end)), bytes.subarray(end)) === 0
}
