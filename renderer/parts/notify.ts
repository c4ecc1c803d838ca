import { notifications } from '@mantine/notifications'
import { t } from 'i18next'

const closeButton = () => ({ 'aria-label': t('parts:dismiss') })

export const tell = (message: string): string =>
  notifications.show({ message, closeButtonProps: closeButton() })

/** What went wrong, in the engine's own sentence. */
export const tellFailure = (title: string, error: Error): string =>
  notifications.show({ color: 'red', title, message: error.message, closeButtonProps: closeButton() })
