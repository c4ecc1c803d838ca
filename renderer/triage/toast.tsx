import { notifications } from '@mantine/notifications'
import { t } from 'i18next'
import type { TriageState } from '../../contract/index.ts'
import { tell, tellWithActions } from '../parts/notify.tsx'

/** The toast that is shown: the next one takes its place, as only the last decision is undone. */
let shown = ''

/** Takes the word of the last decision away: it was undone. */
export const hideDecision = (): string => notifications.hide(shown)

export interface Told {
  readonly state: TriageState
  readonly count: number
  readonly isComplete: boolean
  readonly onUndo: () => void
  /** offers to expect such requests, where what was decided on is an anomaly that was expected */
  readonly onExpect: (() => void) | undefined
}

/** Says what was decided, and offers to take it back. */
export function tellDecision({ state, count, isComplete, onUndo, onExpect }: Told): void {
  hideDecision()
  const done = count === 0 ? t('triage:noneDone') : t(`triage:done.${state}`, { count })
  const message = isComplete ? done : `${done} ${t('triage:incomplete')}`
  shown =
    count === 0
      ? tell(message)
      : tellWithActions(message, [
          { label: t('triage:undo'), onPress: onUndo },
          ...(onExpect ? [{ label: t('triage:expect'), onPress: onExpect }] : []),
        ])
}
