import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ModelCard } from '../../../contract/index.ts'

export interface DiscardModelProps {
  readonly model: ModelCard
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
}

/** Asks before the file of a model is removed. */
export function DiscardModel({ model: { name }, isOpen, onClose, onConfirm }: DiscardModelProps) {
  const { t } = useTranslation('models')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('discardTitle', { name })}
      closeButtonProps={{ 'aria-label': t('keep') }}
      centered
    >
      <Text size="sm">{t('discardText')}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('keep')}
        </Button>
        <Button
          color="red"
          variant="light"
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {t('discard')}
        </Button>
      </Group>
    </Modal>
  )
}
