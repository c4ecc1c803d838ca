import { Button, NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingsChange } from '../../../contract/index.ts'
import { useSetting } from './use-setting.ts'

/** How many anomaly alerts a day may be made, changed where it is shown. */
export function BudgetForm({ perDay }: { perDay: number }) {
  const { t } = useTranslation('anomalies')
  const { change, isPending } = useSetting()
  const [typed, setTyped] = useState<number | string>()
  const shown = typed ?? perDay
  const wanted = SettingsChange.shape.anomalyBudget.safeParse(shown).data
  return (
    <form
      className="budget-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted !== undefined) change({ anomalyBudget: wanted })
      }}
    >
      <NumberInput
        size="xs"
        w={220}
        label={t('perDay')}
        value={shown}
        error={wanted === undefined && t('notABudget')}
        onChange={setTyped}
      />
      <Button
        type="submit"
        size="xs"
        variant="default"
        loading={isPending}
        disabled={wanted === undefined || wanted === perDay}
      >
        {t('set')}
      </Button>
      <p className="quiet">{t('perDayHelp')}</p>
    </form>
  )
}
