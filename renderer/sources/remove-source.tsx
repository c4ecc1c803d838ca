import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { Confirm } from '../parts/confirm.tsx'
import { tellFailure } from '../parts/notify.tsx'

export interface RemoveSourceProps {
  readonly source: Source | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
  /** hears that the dialog is gone, to put the focus back, and whether the source is gone as well */
  readonly onClosed: (isRemoved: boolean) => void
}

/** Asks before a source is removed, and removes it. */
export function RemoveSource({ source, isOpen, onClose, onClosed }: RemoveSourceProps) {
  const { t } = useTranslation('sources')
  const queries = useQueryClient()
  const remove = useMutation(
    orpc.sources.remove.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.sources.key() }),
      onError: (error) => tellFailure(t('failed'), error),
      onSettled: onClose,
    }),
  )
  return (
    <Confirm
      isOpen={isOpen}
      title={t('confirmTitle', { name: source?.name ?? '' })}
      text={t('confirmText')}
      yes={t('confirm')}
      no={t('cancel')}
      isPending={remove.isPending}
      onConfirm={() => source && remove.mutate({ id: source.id })}
      onClose={onClose}
      onClosed={() => {
        onClosed(remove.isSuccess)
        remove.reset()
      }}
    />
  )
}
