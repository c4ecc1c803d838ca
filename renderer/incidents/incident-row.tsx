import { type MouseEvent, memo, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../contract/index.ts'
import { isTyping } from '../app/keys.ts'
import { formatCompact, formatDateTime, formatList, formatSpan, placeName } from '../parts/format.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { goalWord, severityWord, stateWord, typeWord } from '../parts/terms.ts'
import { Value } from '../query/value.tsx'
import { StateMark } from '../triage/index.ts'
import { RiskBar } from './risk-bar.tsx'

export interface IncidentRowProps {
  readonly incident: Incident
  /** absent where it is not the row at hand; changes as the keyboard is to come here */
  readonly focusAsked: number | undefined
  /** what asking was answered last, of all rows */
  readonly lastFocused: RefObject<string>
  readonly isSelected: boolean
  readonly onPress: (incident: Incident, event: MouseEvent) => void
  readonly onTick: (incident: Incident, event: MouseEvent) => void
}

/** True unless something is being written, or a dialog is open. */
const mayTakeFocus = ({ activeElement }: Document): boolean =>
  !isTyping(activeElement) && !activeElement?.closest('[role="dialog"]')

/** One incident, drawn anew only as something of it changes: who was after what, how much of it, how bad, and where it stands. */
export const IncidentRow = memo(function IncidentRow({
  incident,
  focusAsked,
  lastFocused,
  isSelected,
  onPress,
  onTick,
}: IncidentRowProps) {
  const { t } = useTranslation('incidents')
  const button = useRef<HTMLButtonElement>(null)
  const { id, sourceIp, place, goal, types, count, first, last, worst, risk, triage, demo } = incident
  useEffect(() => {
    if (!focusAsked) return
    // Once for each asking: a row that is scrolled back into sight takes nothing.
    const asking = `${focusAsked} ${id}`
    if (lastFocused.current === asking) return
    lastFocused.current = asking
    if (mayTakeFocus(document)) button.current?.focus({ preventScroll: true })
  }, [focusAsked, id, lastFocused])
  const name = t('openRow', {
    severity: severityWord(worst),
    goal: goalWord(goal),
    address: sourceIp,
    state: stateWord(triage.state),
    risk,
  })
  return (
    <div
      className="incident-row"
      data-current={focusAsked !== undefined || undefined}
      data-selected={isSelected || undefined}
    >
      <button
        ref={button}
        type="button"
        className="incident-open"
        aria-label={name}
        onClick={(event) => onPress(incident, event)}
      />
      <input
        type="checkbox"
        aria-label={t('selectRow', { goal: goalWord(goal), address: sourceIp })}
        checked={isSelected}
        onClick={(event) => onTick(incident, event)}
        onChange={() => undefined}
      />
      <span>
        <SeverityMark severity={worst} />
      </span>
      <RiskBar risk={risk} worst={worst} />
      <span className="incident-lines">
        <Value field="ip" value={sourceIp}>
          <span className="mono">{sourceIp}</span>
        </Value>
        <span className="quiet">
          {place.countryCode === undefined ? (
            t('nowhere')
          ) : (
            <Value field="country" value={place.countryCode}>
              {placeName(place.city, place)}
            </Value>
          )}
        </span>
      </span>
      <span className="incident-lines">
        <span>
          {goalWord(goal)}
          {demo && <span className="incident-demo">{t('demo')}</span>}
        </span>
        <span className="quiet">{formatList(types.map(({ type }) => typeWord(type)))}</span>
      </span>
      <span className="tabular incident-number">{formatCompact(count)}</span>
      <span
        className="tabular quiet incident-when"
        title={t('span', { first: formatDateTime(first), last: formatDateTime(last) })}
      >
        {formatSpan(first, last)}
      </span>
      <StateMark triage={triage} />
    </div>
  )
})
