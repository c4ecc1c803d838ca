import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { PanelTitle } from '../../parts/panel-title.tsx'
import { typeWord } from '../../parts/terms.ts'

export interface HeaderProps {
  readonly detail: AlertDetail | undefined
  /** absent at an end of the list */
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** What the alert is, and the ways to the ones beside it. */
export function Header({ detail, onPrevious, onNext }: HeaderProps) {
  const { t } = useTranslation('alerts')
  return (
    <PanelTitle
      title={detail ? typeWord(detail.type) : t('panel')}
      severity={detail?.severity}
      demo={detail?.demo ? t('demo') : undefined}
      previous={{ label: t('previous'), onClick: onPrevious }}
      next={{ label: t('next'), onClick: onNext }}
    />
  )
}
