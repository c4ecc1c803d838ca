import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { decodeModel } from './onnx/schema.ts'

/** The model that Vedette ships. */
export const shippedModel = fileURLToPath(new URL('../data/model/isolation-forest.onnx', import.meta.url))

/** @throws one sentence where the model is missing or damaged */
export async function readModel(path: string): Promise<{ bytes: Uint8Array; model: unknown }> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch {
    throw new Error(`There is no model at ${path}: train one with \`npm run train\`.`)
  }
  try {
    return { bytes, model: decodeModel(bytes) }
  } catch {
    throw new Error(`The model ${path} is damaged or no ONNX file: train it anew or restore it.`)
  }
}
