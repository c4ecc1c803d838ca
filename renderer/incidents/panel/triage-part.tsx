import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../../contract/index.ts'
import { formatDateTime } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { longestNote } from '../../triage/decide.ts'
import { Note, StateMark, TriageButtons, useTriage } from '../../triage/index.ts'
import { useTriageKeys } from '../../triage/keys.ts'

/** Where the incident stands, and what can be decided of it, with a note. */
export function TriagePart({ incident }: { incident: Incident }) {
  const { t } = useTranslation('incidents')
  const { decide } = useTriage()
  const { triage } = incident
  const [draft, setDraft] = useState('')
  const note = draft.trim()
  const target = { kind: 'these' as const, incidents: [incident] }
  const empty = () => setDraft('')
  useTriageKeys(target, note, empty)
  const { state, reason } = triage
  return (
    <Part
      title={t('triage')}
      aside={
        <Group gap={10}>
          {triage.changedAt !== undefined && (
            <Text size="xs" c="dimmed" className="tabular">
              {formatDateTime(triage.changedAt)}
            </Text>
          )}
          <StateMark triage={triage} />
        </Group>
      }
    >
      {triage.note !== undefined && <Note text={triage.note} />}
      <Textarea
        aria-label={t('note')}
        placeholder={t('notePlaceholder')}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={longestNote}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <Group gap={8} mt={10}>
        <TriageButtons target={target} states={[state]} note={note} onDone={empty} />
        {note !== '' && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              decide(target, { state, note, ...(reason && { reason }) })
              empty()
            }}
          >
            {t('onlyNote')}
          </Button>
        )}
      </Group>
    </Part>
  )
}
