import type { Database } from '../database.ts'
import { writeCalibration } from './calibration-store.ts'
import type { AnomalyChanges } from './changes.ts'
import { groupWriter } from './group-store.ts'
import { scoreWriter } from './score-store.ts'
import { usesWriter } from './use-store.ts'

/**
 * Answers the function that writes what a turn brought to the budget of anomaly alerts; call it within the transaction
 * of its alerts, after them. It answers the alerts that stand for more lines now.
 */
export function anomalyWriter(db: Database) {
  const writeScores = scoreWriter(db)
  const addUse = usesWriter(db)
  const writeGroup = groupWriter(db)
  return (changes: AnomalyChanges, idOf: (key: string) => number): number[] => {
    for (const change of changes.scores) writeScores(changes.model, change)
    for (const change of changes.uses) addUse(change)
    if (changes.calibration !== undefined) writeCalibration(db, changes.calibration)
    return changes.groups.map((change) => writeGroup(change, idOf))
  }
}
