import { Button, NativeSelect, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Severity, type SignatureSetting, severities } from '../../contract/index.ts'
import { SeverityShape } from '../parts/severity.tsx'
import { severityWord } from '../parts/terms.ts'
import { isChanged } from './rule-list.ts'
import { useRuleChange } from './use-rules.ts'

export interface RuleControlsProps {
  readonly setting: Pick<SignatureSetting, 'id' | 'enabled' | 'severity'>
  readonly name: string
  /** the severity it has without one of its own, where that is one */
  readonly otherwise: Severity | null
  /** what the choice of none is called */
  readonly otherwiseLabel: string
  /** shown before it, where nothing else says what it is */
  readonly label?: string
}

/** The switch of a signature or a detector. */
export function RuleSwitch({ setting, name }: Pick<RuleControlsProps, 'setting' | 'name'>) {
  const { t } = useTranslation('rules')
  const { change, isPending } = useRuleChange()
  return (
    <Switch
      size="sm"
      aria-label={t('onOf', { name })}
      checked={setting.enabled}
      disabled={isPending}
      onChange={(event) => change({ changes: [{ id: setting.id, enabled: event.currentTarget.checked }] })}
    />
  )
}

/** The severity of one's own, and the way back to how the rule came. */
export function RuleSeverity({ setting, name, otherwise, otherwiseLabel, label }: RuleControlsProps) {
  const { t } = useTranslation('rules')
  const { change } = useRuleChange()
  const { id, severity } = setting
  const shown = severity ?? otherwise
  return (
    <div className="rule-severity">
      {label && <span className="quiet">{label}</span>}
      <NativeSelect
        size="xs"
        w={230}
        aria-label={t('severityOf', { name })}
        leftSection={shown && <SeverityShape severity={shown} />}
        value={severity ?? ''}
        data={[
          { value: '', label: otherwiseLabel },
          ...severities.map((value) => ({ value, label: severityWord(value) })),
        ]}
        onChange={(event) =>
          change({ changes: [{ id, severity: Severity.safeParse(event.currentTarget.value).data ?? null }] })
        }
      />
      {isChanged(setting) && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('resetOf', { name })}
          onClick={() => change({ changes: [{ id, enabled: true, severity: null }] })}
        >
          {t('reset')}
        </Button>
      )}
    </div>
  )
}
