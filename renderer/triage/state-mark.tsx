import './triage.css'
import { IconCircle, IconCircleCheck, IconCircleDotted } from '@tabler/icons-react'
import type { Triage } from '../../contract/index.ts'
import { reasonWord, stateWord } from '../parts/terms.ts'

const icons = { new: IconCircle, acknowledged: IconCircleDotted, resolved: IconCircleCheck } as const

/** Where an incident stands, and why where it was resolved: by sign and word. */
export function StateMark({ triage: { state, reason } }: { triage: Triage }) {
  const Icon = icons[state]
  return (
    <span className="state-mark" data-state={state}>
      <Icon size={15} aria-hidden />
      <span>{stateWord(state)}</span>
      {reason !== undefined && <span className="quiet">{reasonWord(reason)}</span>}
    </span>
  )
}
