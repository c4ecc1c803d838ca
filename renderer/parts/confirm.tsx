import { Button, Group, Modal, Text } from '@mantine/core'

export interface ConfirmProps {
  readonly isOpen: boolean
  readonly title: string
  readonly text: string
  /** what is done */
  readonly yes: string
  /** what leaves everything as it is */
  readonly no: string
  readonly isPending?: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** hears that the dialog is gone, to put the focus back; without it what opened the dialog has it again */
  readonly onClosed?: () => void
}

/** Asks before something is removed. Without a clear yes nothing is. */
export function Confirm({
  isOpen,
  title,
  text,
  yes,
  no,
  isPending = false,
  onConfirm,
  onClose,
  onClosed,
}: ConfirmProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      {...(onClosed && { onExitTransitionEnd: onClosed })}
      returnFocus={!onClosed}
      title={title}
      closeButtonProps={{ 'aria-label': no }}
      centered
    >
      <Text size="sm">{text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {no}
        </Button>
        <Button color="red" variant="light" loading={isPending} onClick={onConfirm}>
          {yes}
        </Button>
      </Group>
    </Modal>
  )
}
