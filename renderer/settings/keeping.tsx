import { NumberInput, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from './form.ts'

/** How long alerts are kept, and which of them are told of. */
export function Keeping() {
  const { t } = useTranslation('settings')
  const { draft, put, wrong } = useForm()
  return (
    <>
      <section className="card" aria-label={t('retentionTitle')}>
        <h2 className="card-title">{t('retentionTitle')}</h2>
        <NumberInput
          maw={460}
          label={t('retention')}
          description={t('retentionHelp')}
          value={draft.retentionDays}
          error={wrong('retentionDays')}
          onChange={(value) => put({ retentionDays: value })}
        />
      </section>
      <section className="card" aria-label={t('notices')}>
        <h2 className="card-title">{t('notices')}</h2>
        <Switch
          label={t('notify')}
          description={t('notifyHelp')}
          checked={draft.notifyCritical}
          onChange={(event) => put({ notifyCritical: event.currentTarget.checked })}
        />
      </section>
    </>
  )
}
