import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { t } from 'i18next'
import type { TriageState } from '../../contract/index.ts'

const forMs = 10_000

/** The toast that is shown: the next one takes its place, as only the last decision is undone. */
let shown = ''

/** Takes the word of the last decision away: it was undone. */
export const hideDecision = (): string => notifications.hide(shown)

export interface Told {
  readonly state: TriageState
  readonly count: number
  readonly isComplete: boolean
  readonly onUndo: () => void
}

/** Says what was decided, and offers to take it back. */
export function tellDecision({ state, count, isComplete, onUndo }: Told): void {
  hideDecision()
  shown = notifications.show({
    autoClose: forMs,
    closeButtonProps: { 'aria-label': t('parts:dismiss') },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>
          {count === 0 ? t('triage:noneDone') : t(`triage:done.${state}`, { count })}
          {!isComplete && ` ${t('triage:incomplete')}`}
        </span>
        {count > 0 && (
          <Button size="compact-xs" variant="subtle" onClick={onUndo}>
            {t('triage:undo')}
          </Button>
        )}
      </Group>
    ),
  })
}
