/**
 * Triage: what the operator decides of incidents. `provider.tsx` takes decisions from any page, shows them at once,
 * tells what became of them and undoes them; the rest are its buttons, its dialog and its words.
 */
export type { Decision, Target } from './decide.ts'
export { Note } from './note.tsx'
export { useTriage } from './provider.tsx'
export { StateMark } from './state-mark.tsx'
export { TriageButtons } from './triage-buttons.tsx'
