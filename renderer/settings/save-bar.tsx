import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface SaveBarProps {
  /** how many settings differ from what is saved */
  readonly changes: number
  readonly hasProblems: boolean
  readonly isSaving: boolean
  /** epoch milliseconds; absent where nothing was saved yet */
  readonly savedAt: number | undefined
  readonly error: Error | undefined
  readonly onDiscard: () => void
}

/** Says whether all is saved, and what keeps it from being so. */
export function SaveBar({ changes, hasProblems, isSaving, savedAt, error, onDiscard }: SaveBarProps) {
  const { t } = useTranslation('settings')
  const state =
    changes > 0
      ? t('unsaved', { count: changes })
      : savedAt === undefined
        ? t('allSaved')
        : t('savedAt', { time: savedAt })
  return (
    <div className="settings-save" data-unsaved={changes > 0 ? true : undefined}>
      <span role="status">{state}</span>
      <span role="alert" className="settings-refused">
        {error && changes > 0 ? t('refused', { reason: error.message }) : hasProblems ? t('lookAbove') : ''}
      </span>
      <Button variant="subtle" disabled={changes === 0} onClick={onDiscard}>
        {t('discard')}
      </Button>
      <Button type="submit" disabled={changes === 0} loading={isSaving}>
        {t('save')}
      </Button>
    </div>
  )
}
