import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { t } from 'i18next'

const closeButton = () => ({ 'aria-label': t('parts:dismiss') })

/** Long enough to read a sentence and to press. */
const actionMs = 10_000

export const tell = (message: string): string =>
  notifications.show({ message, closeButtonProps: closeButton() })

/** What went wrong, in the engine's own sentence. */
export const tellFailure = (title: string, error: Error): string =>
  notifications.show({ color: 'red', title, message: error.message, closeButtonProps: closeButton() })

export interface Action {
  readonly label: string
  readonly onPress: () => void
}

/** A sentence with what can be done about it; a press also takes it away. Answers its id. */
export function tellWithActions(message: string, actions: readonly Action[]): string {
  const id = notifications.show({
    autoClose: actionMs,
    closeButtonProps: closeButton(),
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        {actions.map(({ label, onPress }) => (
          <Button
            key={label}
            size="compact-xs"
            variant="subtle"
            flex="none"
            onClick={() => {
              notifications.hide(id)
              onPress()
            }}
          >
            {label}
          </Button>
        ))}
      </Group>
    ),
  })
  return id
}
