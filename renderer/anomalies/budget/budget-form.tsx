import { useTranslation } from 'react-i18next'
import { SettingsChange } from '../../../contract/index.ts'
import { NumberForm } from '../../parts/number-form.tsx'
import { useSetting } from './use-setting.ts'

/** How many anomaly alerts a day may be made, changed where it is shown. */
export function BudgetForm({ perDay }: { perDay: number }) {
  const { t } = useTranslation('anomalies')
  const { change, isPending } = useSetting()
  return (
    <NumberForm
      className="budget-form"
      w={220}
      label={t('perDay')}
      value={perDay}
      read={(typed) => SettingsChange.shape.anomalyBudget.safeParse(typed).data}
      refusal={t('notABudget')}
      action={t('set')}
      isPending={isPending}
      onSet={(anomalyBudget) => change({ anomalyBudget })}
    >
      <p className="quiet">{t('perDayHelp')}</p>
    </NumberForm>
  )
}
