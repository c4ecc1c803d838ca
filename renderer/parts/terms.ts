import { t } from 'i18next'
import type {
  AlertType,
  EventField,
  ExpectationWidth,
  Goal,
  Severity,
  TriageReason,
  TriageState,
} from '../../contract/index.ts'

/** What the engine writes is English for now: marked as such where it is shown, so that a screen reader reads it as English. */
export const engineLanguage = 'en'

// The field's words for what several pages show. Call them while rendering, so that they follow the language.

export const severityWord = (severity: Severity): string => t(`terms:severity.${severity}`)
export const typeWord = (type: AlertType): string => t(`terms:type.${type}`)
/** A part of the line that rules look at. */
export const fieldWord = (field: EventField): string => t(`terms:field.${field}`)

const views = ['raw', 'decoded', 'shell', 'base64'] as const

/** How a part was read when a rule matched it; a detector's own view is called as the detector calls it. */
export function viewWord(view: string): string {
  const known = views.find((name) => name === view)
  return known === undefined ? view : t(`terms:view.${known}`)
}

/** What an actor was after. */
export const goalWord = (goal: Goal): string => t(`terms:goal.${goal}`)
export const stateWord = (state: TriageState): string => t(`terms:state.${state}`)
export const reasonWord = (reason: TriageReason): string => t(`terms:reason.${reason}`)
/** How much a request may differ from an expected one. */
export const widthWord = (width: ExpectationWidth): string => t(`terms:width.${width}`)
