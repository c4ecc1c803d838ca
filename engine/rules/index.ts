/**
 * The rules as the user has set them: which signatures and detectors report, how severe what they find is told, and
 * from which score on a line without a finding is an anomaly. They are asked where alerts are made, on the one thread
 * that concludes: detectors go on looking with all signatures and windows, so a switch counts from the next line on and
 * needs nothing to be told to other threads. `rule-set.ts` judges findings, `report.ts` says why, `trial.ts` shows each
 * step for a line in hand, `rules.ts` keeps what is set.
 */
export { createReporter, type Reported, type Reporter } from './report.ts'
export { Rules } from './rules.ts'
