import type { Scorer } from '../../ml/scorer.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import type { Database } from '../store/database.ts'
import { AnomalyBudget, type BudgetSettings } from './budget.ts'
import { budgetModel } from './budget-model.ts'
import { Expectations } from './expectations.ts'
import { BudgetReport } from './report.ts'

export interface AnomaliesParts {
  readonly db: Database
  readonly keyring: Keyring
  /** the model that lines are scored by now */
  readonly scorer: () => Scorer
  readonly settings: () => BudgetSettings
  readonly isDemo: (sourceId: number) => boolean
}

/** What is done about unusual lines (see README.md): which are expected, how many are reported, and what is told of it. */
export class Anomalies {
  readonly expectations: Expectations
  readonly budget: AnomalyBudget
  readonly report: BudgetReport

  constructor({ db, keyring, scorer, settings, isDemo }: AnomaliesParts) {
    const budgeted = { db, model: () => budgetModel(scorer().metadata), settings }
    this.expectations = new Expectations({ db, keyring, scorer })
    this.budget = new AnomalyBudget({ ...budgeted, isDemo })
    this.report = new BudgetReport(budgeted)
  }
}
