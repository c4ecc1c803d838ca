import { Button, PasswordInput, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from './form.ts'

/** Whether AbuseIPDB is asked, and its key: it goes in, and never comes out again. */
export function Reputation() {
  const { t } = useTranslation(['settings', 'parts'])
  const { settings, draft, put, wrong } = useForm()
  const { abuseIpDbKeySet } = settings
  const keyState = draft.isKeyRemoved
    ? t('abuseKeyGoes')
    : abuseIpDbKeySet
      ? t('abuseKeySet')
      : t('abuseKeyNone')
  return (
    <section className="card" aria-label={t('reputation')}>
      <h2 className="card-title">{t('reputation')}</h2>
      <Switch
        label={t('abuse')}
        description={t('abuseHelp')}
        checked={draft.abuseIpDbEnabled && !draft.isKeyRemoved}
        onChange={(event) => put({ abuseIpDbEnabled: event.currentTarget.checked, isKeyRemoved: false })}
      />
      <div className="settings-secret">
        <PasswordInput
          visibilityToggleButtonProps={{ 'aria-label': t('parts:showSecret') }}
          label={t('abuseKey')}
          description={keyState}
          maxLength={200}
          value={draft.abuseIpDbKey}
          error={wrong('abuseIpDbKey')}
          onChange={(event) => put({ abuseIpDbKey: event.currentTarget.value, isKeyRemoved: false })}
          autoComplete="off"
        />
        {abuseIpDbKeySet && (
          <Button
            variant="default"
            disabled={draft.isKeyRemoved}
            onClick={() => put({ isKeyRemoved: true, abuseIpDbKey: '' })}
          >
            {t('removeKey')}
          </Button>
        )}
      </div>
    </section>
  )
}
