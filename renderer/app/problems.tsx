import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { engineLanguage } from '../parts/terms.ts'
import { useFilter } from './filter.ts'
import { useLive } from './live.tsx'

/** What keeps Vedette from its work, said where nobody can miss it. */
export function Problems() {
  const { t } = useTranslation('app')
  const { connected, loggedOut, status } = useLive()
  const { query } = useFilter()
  const icon = <IconAlertTriangle size={18} aria-hidden />
  const own = loggedOut ? t('loggedOut') : connected ? undefined : t('disconnectedMore')
  return (
    <div className="problems" role="status">
      {own !== undefined && (
        <Alert color="yellow" variant="light" icon={icon}>
          {own}
        </Alert>
      )}
      {status?.problems.map((sentence) => (
        <Alert key={sentence} color="yellow" variant="light" icon={icon} lang={engineLanguage}>
          {sentence}
        </Alert>
      ))}
      {status?.wrongKey && (
        <Alert color="red" variant="light" icon={icon} title={t('wrongKey')}>
          {t('wrongKeyMore')}{' '}
          <Link href={`/sources${query}`} className="text-link">
            {t('toSources')}
          </Link>
        </Alert>
      )}
    </div>
  )
}
