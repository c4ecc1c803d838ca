import { NumberInput, SimpleGrid, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useFilter } from '../app/filter.ts'
import { useForm } from './form.ts'

/** From when on something is unusual, and which addresses are judged otherwise. */
export function Detection() {
  const { t } = useTranslation('settings')
  const { query } = useFilter()
  const { draft, put, wrong } = useForm()
  return (
    <section className="card" aria-label={t('detection')}>
      <h2 className="card-title">{t('detection')}</h2>
      <SimpleGrid cols={2}>
        <NumberInput
          label={t('budget')}
          description={t('budgetHelp')}
          value={draft.anomalyBudget}
          error={wrong('anomalyBudget')}
          onChange={(value) => put({ anomalyBudget: value })}
        />
        <NumberInput
          label={t('threshold')}
          description={t('thresholdHelp')}
          step={0.01}
          value={draft.anomalyThreshold}
          error={wrong('anomalyThreshold')}
          onChange={(value) => put({ anomalyThreshold: value })}
        />
      </SimpleGrid>
      <p className="settings-note">
        {t('anomaliesElsewhere')}{' '}
        <Link href={`/anomalies${query}`} className="text-link">
          {t('toAnomalies')}
        </Link>
      </p>
      <SimpleGrid cols={2} mt="md">
        <Textarea
          label={t('blockList')}
          description={t('blockListHelp')}
          autosize
          minRows={4}
          maxRows={12}
          value={draft.blockList}
          error={wrong('blockList')}
          onChange={(event) => put({ blockList: event.currentTarget.value })}
        />
        <Textarea
          label={t('allowList')}
          description={t('allowListHelp')}
          autosize
          minRows={4}
          maxRows={12}
          value={draft.allowList}
          error={wrong('allowList')}
          onChange={(event) => put({ allowList: event.currentTarget.value })}
        />
      </SimpleGrid>
      <p className="settings-note">
        {t('rulesElsewhere')}{' '}
        <Link href={`/rules${query}`} className="text-link">
          {t('toRules')}
        </Link>
      </p>
    </section>
  )
}
