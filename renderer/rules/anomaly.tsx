import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { anomalySignature, type RuleSettings } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { formatScore } from '../parts/format.ts'
import { NumberForm } from '../parts/number-form.tsx'
import { DetectorHead } from './detector-head.tsx'
import { RuleSeverity } from './rule-controls.tsx'
import type { Hits } from './rule-list.ts'
import { useRuleChange } from './use-rules.ts'

export interface AnomalyProps {
  readonly setting: RuleSettings['detectors'][number]
  readonly threshold: RuleSettings['anomalyThreshold']
  readonly hits: Hits
}

/** The anomaly model among the rules: its switch, its severity and its threshold. */
export function Anomaly({ setting, threshold, hits }: AnomalyProps) {
  const { t } = useTranslation('rules')
  const { status } = useLive()
  const { query } = useFilter()
  return (
    <section className="card rule-group" id={anomalySignature} aria-label={t('anomaly.title')}>
      <DetectorHead
        title={t('anomaly.title')}
        severity={null}
        setting={setting}
        hits={hits}
        signatures={[anomalySignature]}
      />
      <p className="rule-summary">{t('anomaly.summary')}</p>
      <p className="rule-summary quiet">{t('anomaly.mistaken')}</p>
      <RuleSeverity
        setting={setting}
        name={t('anomaly.title')}
        label={t('severity')}
        otherwise={null}
        otherwiseLabel={t('shippedByScore')}
      />
      <Threshold key={`${threshold.value} ${threshold.isOwn}`} threshold={threshold} />
      {status && (
        <p className="rule-summary quiet">
          {t('anomaly.model', { name: status.model.name, trained: Date.parse(status.model.trainedAt) })}
        </p>
      )}
      <p className="rule-summary">
        <Link className="text-link" href={`/anomalies${query}`}>
          {t('anomaly.toAnomalies')}
        </Link>
      </p>
    </section>
  )
}

function Threshold({ threshold: { value, shipped, isOwn } }: Pick<AnomalyProps, 'threshold'>) {
  const { t } = useTranslation('rules')
  const { change, isPending } = useRuleChange()
  return (
    <NumberForm
      className="rule-threshold"
      w={200}
      label={t('anomaly.threshold')}
      step={0.01}
      decimalScale={4}
      value={value}
      read={(typed) => (typeof typed === 'number' && typed >= 0 && typed <= 1 ? typed : undefined)}
      refusal={t('anomaly.notAThreshold')}
      action={t('anomaly.set')}
      isPending={isPending}
      onSet={(anomalyThreshold) => change({ anomalyThreshold })}
    >
      {isOwn ? (
        <Button size="xs" variant="subtle" onClick={() => change({ anomalyThreshold: null })}>
          {t('anomaly.resetTo')}
        </Button>
      ) : (
        <span className="quiet tabular">{t('anomaly.asShipped', { shipped: formatScore(shipped) })}</span>
      )}
    </NumberForm>
  )
}
