import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A quiet word above a page, which can be put away. */
export function Notice({ children, onClose }: { children: ReactNode; onClose?: () => void }) {
  const { t } = useTranslation('parts')
  return (
    <div className="notice" role="status">
      <p>{children}</p>
      {onClose && <CloseButton size="sm" aria-label={t('dismiss')} onClick={onClose} />}
    </div>
  )
}
