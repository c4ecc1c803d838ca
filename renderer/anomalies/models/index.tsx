import './models.css'
import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeptFocus } from '../../app/kept-focus.ts'
import { Failed, Skeletons } from '../../parts/states.tsx'
import { Comparison } from './comparison.tsx'
import { Model } from './model.tsx'
import { spanOfScores } from './scores.ts'
import { Training } from './training.tsx'
import { useModels } from './use-models.ts'

/** The models of ordinary traffic: training another, comparing it, switching to it and back. */
export function Models() {
  const { t } = useTranslation('models')
  const { data, error, refetch } = useModels()
  const [compared, setCompared] = useState<string>()
  // A discarded model and a closed comparison take their buttons with them.
  const list = useKeptFocus(data && `${data.length} ${compared}`)
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[180, 160, 161]} />
  const span = spanOfScores(data)
  const shown = data.find(({ id }) => id === compared)
  return (
    <Stack gap="md">
      <Training onCompare={setCompared} />
      {shown && (
        <Comparison key={shown.id} model={shown} models={data} onClose={() => setCompared(undefined)} />
      )}
      <section aria-label={t('models')} ref={list} tabIndex={-1}>
        <ul className="models">
          {data.map((model) => (
            <li key={model.id}>
              <Model
                model={model}
                span={span}
                isAlone={data.length === 1}
                onCompare={() => setCompared(model.id)}
              />
            </li>
          ))}
        </ul>
      </section>
    </Stack>
  )
}
