import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { Incident, Triage } from '../../contract/index.ts'
import { client } from '../app/client.ts'
import { hasModifier, isTyping } from '../app/keys.ts'
import { useExpect } from '../expect/index.ts'
import { tell, tellFailure } from '../parts/notify.tsx'
import { askAnew, holdLists, putTriage } from './cache.ts'
import { type Decision, send, type Target } from './decide.ts'
import { ResolveDialog } from './resolve-dialog.tsx'
import { hideDecision, tellDecision } from './toast.tsx'

interface Asked {
  readonly target: Target
  /** what was written before the reason is asked for */
  readonly note: string
  /** hears that the dialog is gone, to take the focus back, and whether anything was decided */
  readonly onClosed: (isDecided: boolean) => void
}

/** What any page can do of it. */
export interface TriageActions {
  /** true while a dialog asks for something */
  readonly isAsking: boolean
  decide(target: Target, decision: Decision): void
  /** asks for the reason, then resolves */
  resolve(asked: Asked): void
  /** takes the last decision back */
  undo(): void
}

const TriageContext = createContext<TriageActions>({
  isAsking: false,
  decide: () => undefined,
  resolve: () => undefined,
  undo: () => undefined,
})
export const useTriage = (): TriageActions => useContext(TriageContext)

interface Done {
  readonly steps: readonly number[]
  /** what it was before; empty for a decision by filter */
  readonly before: ReadonlyMap<number, Triage>
}

const isRefusal = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && Number(error.status) < 500

const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** Alerts of an incident looked through for its latest anomaly. */
const looked = 500

/** The one incident that is decided on, where anomalies are in it. */
const onlyAnomalyOf = (target: Target): Incident | undefined => {
  const [incident, other] = target.kind === 'these' ? target.incidents : []
  return other === undefined && incident?.types.some(({ type }) => type === 'anomaly') ? incident : undefined
}

/** Takes decisions from every page: shown at once, told, and undone by a press or by `u`. */
export function TriageProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('triage')
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked>()
  const done = useRef<Done[]>([])
  const { ask, isAsking: isExpecting } = useExpect()

  const undo = useCallback(async () => {
    const last = done.current.at(-1)
    if (!last) {
      tell(t('nothingToUndo'))
      return
    }
    const forget = () => {
      done.current = done.current.filter((other) => other !== last)
    }
    hideDecision()
    try {
      let count = 0
      for (const step of last.steps.toReversed()) count += (await client.incidents.undo({ undo: step })).count
      forget()
      putTriage(queries, last.before)
      if (last.before.size === 0) await askAnew(queries)
      tell(t('undone', { count }))
    } catch (error) {
      // What the engine refused stays refused; what it did not hear may be tried again.
      if (isRefusal(error)) forget()
      tellFailure(t('undoFailed'), errorOf(error))
      await askAnew(queries)
    }
  }, [queries, t])

  const expect = useCallback(
    async ({ id }: Incident) => {
      try {
        const { alerts } = await client.incidents.alerts({ id, limit: looked })
        const anomaly = alerts.find(({ type, grouped }) => type === 'anomaly' && grouped === undefined)
        if (anomaly) ask(anomaly.id)
        else tell(t('noAnomaly'))
      } catch (error) {
        tellFailure(t('noAnomaly'), errorOf(error))
      }
    },
    [ask, t],
  )

  const decide = useCallback(
    async (target: Target, decision: Decision) => {
      const incidents = target.kind === 'these' ? target.incidents : []
      const before = new Map(incidents.map(({ id, triage }) => [id, triage]))
      await holdLists(queries)
      const triage = { ...decision, changedAt: Date.now() }
      putTriage(queries, new Map(incidents.map(({ id }) => [id, triage])))
      try {
        const { count, steps, isComplete } = await send(target, decision)
        if (steps.length > 0) done.current.push({ steps, before })
        if (target.kind === 'all') await askAnew(queries)
        const anomaly = decision.reason === 'expected' ? onlyAnomalyOf(target) : undefined
        tellDecision({
          state: decision.state,
          count,
          isComplete,
          onUndo: () => void undo(),
          onExpect: anomaly && (() => void expect(anomaly)),
        })
      } catch (error) {
        putTriage(queries, before)
        tellFailure(t('failed'), errorOf(error))
        // Of several calls some may have gone through.
        await askAnew(queries)
      }
    },
    [queries, t, undo, expect],
  )

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'u' || hasModifier(event) || isTyping(event.target)) return
      event.preventDefault()
      void undo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [undo])

  const actions = useMemo<TriageActions>(
    () => ({
      isAsking: asked !== undefined || isExpecting,
      decide: (target, decision) => void decide(target, decision),
      resolve: setAsked,
      undo: () => void undo(),
    }),
    [asked, isExpecting, decide, undo],
  )
  return (
    <TriageContext.Provider value={actions}>
      {children}
      {asked && (
        <ResolveDialog
          target={asked.target}
          note={asked.note}
          onDecide={(decision) => void decide(asked.target, decision)}
          onClosed={(isDecided) => {
            setAsked(undefined)
            asked.onClosed(isDecided)
          }}
        />
      )}
    </TriageContext.Provider>
  )
}
