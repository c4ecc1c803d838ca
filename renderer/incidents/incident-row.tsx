import { type MouseEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../contract/index.ts'
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
  readonly isSelected: boolean
  readonly onPress: (incident: Incident, event: MouseEvent) => void
  readonly onTick: (incident: Incident, event: MouseEvent) => void
}

/** True where the keyboard is nowhere or in the list: it is not taken from what is being written elsewhere. */
const mayTakeFocus = (): boolean =>
  document.activeElement === document.body || document.activeElement?.closest('.incident-table') !== null

/** One incident: who was after what, how much of it, how bad, and where it stands. */
export function IncidentRow({ incident, focusAsked, isSelected, onPress, onTick }: IncidentRowProps) {
  const { t } = useTranslation('incidents')
  const button = useRef<HTMLButtonElement>(null)
  const { sourceIp, place, goal, types, count, first, last, worst, risk, triage, demo } = incident
  useEffect(() => {
    if (focusAsked && mayTakeFocus()) button.current?.focus({ preventScroll: true })
  }, [focusAsked])
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
}
