import { Button, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLive } from '../app/live.tsx'
import { useForm } from './form.ts'

/** Where addresses are looked up, and where the guarded servers stand. */
export function Geography() {
  const { t } = useTranslation('settings')
  const { status } = useLive()
  const { draft, put, wrong } = useForm()
  const isHomeEmpty = draft.latitude === '' && draft.longitude === '' && draft.homeName === ''
  return (
    <section className="card" aria-label={t('geography')}>
      <h2 className="card-title">{t('geography')}</h2>
      <fieldset className="settings-home">
        <legend>{t('home')}</legend>
        <p className="settings-note">{t('homeHelp')}</p>
        <NumberInput
          label={t('latitude')}
          description={t('latitudeHelp')}
          decimalScale={6}
          step={0.1}
          value={draft.latitude}
          error={wrong('latitude')}
          onChange={(value) => put({ latitude: value })}
        />
        <NumberInput
          label={t('longitude')}
          description={t('longitudeHelp')}
          decimalScale={6}
          step={0.1}
          value={draft.longitude}
          error={wrong('longitude')}
          onChange={(value) => put({ longitude: value })}
        />
        <TextInput
          label={t('homeName')}
          description={t('homeNameHelp')}
          maxLength={100}
          value={draft.homeName}
          error={wrong('homeName')}
          onChange={(event) => put({ homeName: event.currentTarget.value })}
        />
        <Button
          variant="default"
          disabled={isHomeEmpty}
          onClick={() => put({ latitude: '', longitude: '', homeName: '' })}
        >
          {t('noHome')}
        </Button>
      </fieldset>
      <TextInput
        label={t('geoPath')}
        description={t('geoPathHelp')}
        value={draft.geoDatabasePath}
        error={wrong('geoDatabasePath')}
        onChange={(event) => put({ geoDatabasePath: event.currentTarget.value })}
      />
      {status && <p className="settings-note">{t('inUse', { database: status.geography.database })}</p>}
    </section>
  )
}
