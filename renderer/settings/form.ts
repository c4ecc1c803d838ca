import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsView } from '../../contract/index.ts'
import { formatList } from '../parts/format.ts'
import type { Draft, DraftField, Problems } from './draft.ts'

export interface Form {
  readonly settings: SettingsView
  readonly draft: Draft
  readonly problems: Problems
  readonly put: (part: Partial<Draft>) => void
}

/** The one form that all groups of settings are part of. */
export const FormContext = createContext<Form | undefined>(undefined)

/** The form, and the sentence about what is wrong with a field. */
export function useForm(): Form & { wrong: (field: DraftField) => string | undefined } {
  const { t } = useTranslation('settings')
  const form = useContext(FormContext)
  if (!form) throw new Error('A group of settings stands outside their form.')
  return {
    ...form,
    wrong: (field) => {
      const problem = form.problems[field]
      return (
        problem && t(`wrong.${problem.word}`, { entries: formatList(problem.entries?.slice(0, 3) ?? []) })
      )
    },
  }
}
