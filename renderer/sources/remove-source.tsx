import { Button, Group, Modal, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { tellFailure } from '../parts/notify.tsx'

export interface RemoveSourceProps {
  readonly source: Source | undefined
  readonly isOpen: boolean
  readonly onClose: () => void
  /** hears that the dialog is gone, to put the focus back, and whether the source is gone as well */
  readonly onClosed: (isRemoved: boolean) => void
}

/** Asks before a source is removed. Without a clear yes nothing is. */
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
    <Modal
      opened={isOpen}
      onClose={onClose}
      onExitTransitionEnd={() => {
        onClosed(remove.isSuccess)
        remove.reset()
      }}
      returnFocus={false}
      title={t('confirmTitle', { name: source?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
      centered
    >
      <Text size="sm">{t('confirmText')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('cancel')}
        </Button>
        <Button
          color="red"
          variant="light"
          loading={remove.isPending}
          onClick={() => source && remove.mutate({ id: source.id })}
        >
          {t('confirm')}
        </Button>
      </Group>
    </Modal>
  )
}
