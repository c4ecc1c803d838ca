import './settings.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsView } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { tell } from '../parts/notify.tsx'
import { Failed, Skeletons } from '../parts/states.tsx'
import { About } from './about.tsx'
import { ConsoleChoices } from './console-choices.tsx'
import { Detection } from './detection.tsx'
import { changeOf, type Draft, draftOf, problemsOf } from './draft.ts'
import { FormContext } from './form.ts'
import { Geography } from './geography.tsx'
import { Keeping } from './keeping.tsx'
import { useKeptDraft } from './kept-draft.ts'
import { Reputation } from './reputation.tsx'
import { SaveBar } from './save-bar.tsx'

export default function SettingsPage() {
  const { data, error, refetch } = useQuery(orpc.settings.get.queryOptions())
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[60, 300]} />
  return <SettingsForm settings={data} />
}

/** All that can be set: checked field by field before anything is sent, and sent as what was changed alone. */
function SettingsForm({ settings }: { settings: SettingsView }) {
  const { t } = useTranslation('settings')
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [isChecked, setChecked] = useState(false)
  const count = (part: Partial<Draft>) =>
    Object.keys(changeOf({ ...draftOf(settings), ...part }, settings)).length
  const { typed, put, clear } = useKeptDraft(
    (part) => count(part) > 0,
    () => tell(t('leftUnsaved')),
  )
  const draft = { ...draftOf(settings), ...typed }
  const change = changeOf(draft, settings)
  const problems = isChecked ? problemsOf(draft, settings) : {}
  const save = useMutation(
    orpc.settings.set.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(orpc.settings.get.queryKey(), saved)
        clear()
        setChecked(false)
        return queries.invalidateQueries({ queryKey: orpc.rules.settings.key() })
      },
    }),
  )
  const hasProblems = Object.keys(problems).length > 0
  useEffect(() => {
    if (isChecked && hasProblems) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [isChecked, hasProblems])
  return (
    <form
      className="page settings"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (Object.keys(problemsOf(draft, settings)).length === 0) save.mutate(change)
      }}
    >
      <h1 className="page-title">{t('title')}</h1>
      <FormContext.Provider value={{ settings, draft, problems, put }}>
        <div className="settings-groups">
          <Detection />
          <Geography />
          <Reputation />
          <Keeping />
          <ConsoleChoices />
          <About />
        </div>
      </FormContext.Provider>
      <SaveBar
        changes={Object.keys(change).length}
        hasProblems={hasProblems}
        isSaving={save.isPending}
        savedAt={save.isSuccess ? save.submittedAt : undefined}
        error={save.error ?? undefined}
        onDiscard={() => {
          clear()
          setChecked(false)
          save.reset()
        }}
      />
    </form>
  )
}
