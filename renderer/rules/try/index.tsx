import './try.css'
import { Button, Select, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHistoryState } from 'wouter/use-browser-location'
import { z } from 'zod'
import { FormatId, formatIds } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { linesOf, problemOf } from './lines.ts'
import { Results } from './results.tsx'

/** What another page hands over to be tried. */
const Handed = z.object({ lines: z.string() })

/** Pasted lines, judged as the engine would, each step shown. Nothing is kept of them. */
export function TryLines() {
  const { t } = useTranslation('try')
  const state: unknown = useHistoryState()
  const handed = Handed.safeParse(state).data?.lines
  const [text, setText] = useState(handed ?? '')
  const [format, setFormat] = useState<FormatId | null>(null)
  const trial = useMutation(orpc.rules.try.mutationOptions())
  const { mutate } = trial
  useEffect(() => {
    if (handed === undefined) return
    setText(handed)
    mutate({ lines: linesOf(handed) })
  }, [handed, mutate])
  const lines = linesOf(text)
  const problem = problemOf(lines)
  const run = () => {
    if (problem === undefined && lines.length > 0) mutate({ lines, ...(format && { format }) })
  }
  return (
    <>
      <form
        className="card try-form"
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
      >
        <Textarea
          label={t('lines')}
          description={t('linesHelp')}
          className="try-lines"
          autosize
          minRows={4}
          maxRows={14}
          value={text}
          spellCheck={false}
          error={problem ? t(`problems.${problem}`) : trial.error?.message}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run()
          }}
        />
        <div className="try-actions">
          <Select
            size="xs"
            w={210}
            clearable
            clearButtonProps={{ 'aria-label': t('anyFormat') }}
            aria-label={t('readAs')}
            placeholder={t('anyFormat')}
            value={format}
            data={[...formatIds]}
            onChange={(value) => setFormat(FormatId.safeParse(value).data ?? null)}
          />
          <Button
            type="submit"
            size="xs"
            disabled={lines.length === 0 || problem !== undefined}
            loading={trial.isPending}
          >
            {t('run', { count: lines.length })}
          </Button>
          <Text size="xs" c="dimmed">
            {t('keys')}
          </Text>
        </div>
      </form>
      {trial.data && <Results key={trial.submittedAt} tried={trial.data} />}
    </>
  )
}
