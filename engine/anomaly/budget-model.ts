import type { ModelMetadata } from '../../ml/onnx/metadata.ts'

/** Of a model: what the budget needs to know. */
export interface BudgetModel {
  /** scores of another id are never compared with its own */
  readonly id: string
  /** holds until enough was scored */
  readonly threshold: number
  /** calibration goes no lower */
  readonly floor: number
}

/** Scores of models trained at another time are not compared. */
export const budgetModel = (metadata: ModelMetadata): BudgetModel => {
  const { name, trainedAt, threshold, floor } = metadata
  return { id: `${name} ${trainedAt}`, threshold, floor: Math.min(threshold, floor) }
}
