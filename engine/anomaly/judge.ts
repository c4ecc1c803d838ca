/** What a judge says of a line: reported where its score is not below `from`. Above 1 it never is. */
export interface Judgement {
  readonly from: number
  /** the threshold was calibrated by the budget, for the source of the line */
  readonly isCalibrated?: boolean
}

/**
 * Says from which score on a line is an anomaly. Asked once for each request in which no finding reports, in the order
 * of lines: a judge may count.
 */
export interface AnomalyJudge<Line> {
  judge(line: Line, score: number): Judgement
}

/** The same threshold for every line; counts nothing. */
export function fixedThreshold(from: number): AnomalyJudge<unknown> {
  const judgement = { from }
  return { judge: () => judgement }
}

/** Asks a judge, and reports nothing whatever it says: the model is switched off, and goes on being calibrated. */
export const silenced = <Line>(judge: AnomalyJudge<Line>): AnomalyJudge<Line> => ({
  judge: (line, score) => {
    judge.judge(line, score)
    return never
  },
})

/** No score reaches beyond 1. */
export const never: Judgement = { from: Number.POSITIVE_INFINITY }
