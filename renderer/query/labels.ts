import { t } from 'i18next'
import { AlertType, Severity, TriageState } from '../../contract/index.ts'
import { formatCountry } from '../parts/format.ts'
import { severityWord, stateWord, typeWord } from '../parts/terms.ts'
import type { Field } from './fields.ts'

export const fieldName = (field: Field): string => t(`query:field.${field}`)

/** A value as people call it. */
export function valueLabel(field: Field, value: string): string {
  if (field === 'type') {
    const type = AlertType.safeParse(value).data
    return type === undefined ? value : typeWord(type)
  }
  if (field === 'severity') {
    const severity = Severity.safeParse(value).data
    return severity === undefined ? value : severityWord(severity)
  }
  if (field === 'state') {
    const state = TriageState.safeParse(value).data
    return state === undefined ? value : stateWord(state)
  }
  if (field === 'country') return formatCountry(value, value) ?? value
  return field === 'text' ? t('query:quoted', { text: value }) : value
}
