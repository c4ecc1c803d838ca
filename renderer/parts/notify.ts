import { notifications } from '@mantine/notifications'
import { words } from './words.ts'

const closeButtonProps = { 'aria-label': words.dismiss }

export const tell = (message: string): string => notifications.show({ message, closeButtonProps })

/** What went wrong, in the engine's own sentence. */
export const tellFailure = (title: string, error: Error): string =>
  notifications.show({ color: 'red', title, message: error.message, closeButtonProps })
