import './expect.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Expectation } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { tell, tellFailure, tellWithActions } from '../parts/notify.tsx'
import { ExpectDialog } from './dialog.tsx'

/** What any page can do of it. */
export interface ExpectActions {
  /** true while the dialog is open */
  readonly isAsking: boolean
  /** asks whether requests like that of an anomaly alert are expected */
  ask(alertId: number): void
  /** takes an expectation back */
  undo(expectation: Expectation): void
}

const ExpectContext = createContext<ExpectActions>({
  isAsking: false,
  ask: () => undefined,
  undo: () => undefined,
})
export const useExpect = (): ExpectActions => useContext(ExpectContext)

/** Asks what is expected, and takes it back, for every page. */
export function ExpectProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('expect')
  const queries = useQueryClient()
  const [asked, setAsked] = useState<number>()
  const askAnew = useCallback(() => queries.invalidateQueries({ queryKey: orpc.anomalies.key() }), [queries])
  const { mutate: takeBack } = useMutation(
    orpc.anomalies.unexpect.mutationOptions({
      onSuccess: ({ removed }) => {
        tell(t(removed ? 'undone' : 'alreadyUndone'))
        return askAnew()
      },
      onError: (error) => tellFailure(t('undoFailed'), error),
    }),
  )
  const undo = useCallback(({ id }: Expectation) => takeBack({ id }), [takeBack])
  const actions = useMemo<ExpectActions>(
    () => ({ isAsking: asked !== undefined, ask: setAsked, undo }),
    [asked, undo],
  )
  return (
    <ExpectContext.Provider value={actions}>
      {children}
      {asked !== undefined && (
        <ExpectDialog
          alertId={asked}
          onDone={(made) => {
            tellWithActions(t('done', { sourceName: made.sourceName }), [
              { label: t('undo'), onPress: () => undo(made) },
            ])
            void askAnew()
          }}
          onClosed={() => setAsked(undefined)}
        />
      )}
    </ExpectContext.Provider>
  )
}
