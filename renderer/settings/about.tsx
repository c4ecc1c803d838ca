import { useTranslation } from 'react-i18next'
import { useLive } from '../app/live.tsx'
import { formatDateTime } from '../parts/format.ts'
import { useForm } from './form.ts'

/** What runs here, where it keeps what it knows, and whose data it uses. */
export function About() {
  const { t } = useTranslation('settings')
  const { status } = useLive()
  const { settings } = useForm()
  return (
    <section className="card" aria-label={t('about')}>
      <h2 className="card-title">{t('about')}</h2>
      <dl className="settings-about">
        {status && (
          <>
            <dt>{t('version')}</dt>
            <dd>{t('versionSince', { version: status.version, time: formatDateTime(status.startedAt) })}</dd>
            <dt>{t('model')}</dt>
            <dd>{t('modelOf', { name: status.model.name, trained: Date.parse(status.model.trainedAt) })}</dd>
          </>
        )}
        <dt>{t('dataDir')}</dt>
        <dd className="mono">{settings.dataDir}</dd>
        <dt>{t('keys')}</dt>
        <dd>{t('keysCount', { count: settings.keys })}</dd>
        <dt>{t('licence')}</dt>
        <dd>{t('licenceText')}</dd>
        {status && (
          <>
            <dt>{t('attribution')}</dt>
            <dd>{status.geography.attribution}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
