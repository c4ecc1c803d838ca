import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TriageReason, triageReasons } from '../../contract/index.ts'
import { reasonWord } from '../parts/terms.ts'
import { type Decision, longestNote, type Target } from './decide.ts'

export interface ResolveDialogProps {
  readonly target: Target
  readonly note: string
  readonly onDecide: (decision: Decision) => void
  /** hears that the dialog is gone, and whether anything was decided */
  readonly onClosed: (isDecided: boolean) => void
}

/** Asks why an incident, or many, is resolved. */
export function ResolveDialog({ target, note: before, onDecide, onClosed }: ResolveDialogProps) {
  const { t } = useTranslation('triage')
  const [isOpen, setIsOpen] = useState(true)
  const [isDecided, setIsDecided] = useState(false)
  const [reason, setReason] = useState<TriageReason>('true-attack')
  const [note, setNote] = useState(before)
  const close = () => setIsOpen(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDecide({ state: 'resolved', reason, ...(note.trim() && { note: note.trim() }) })
    setIsDecided(true)
    close()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      onExitTransitionEnd={() => onClosed(isDecided)}
      returnFocus={false}
      centered
      title={target.kind === 'all' ? t('resolveAll') : t('resolveThese', { count: target.incidents.length })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Radio.Group
            label={t('reason')}
            value={reason}
            onChange={(value) => setReason(TriageReason.catch(reason).parse(value))}
          >
            <Stack gap="xs" mt={6}>
              {triageReasons.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={reasonWord(one)}
                  description={t(`reasonHelp.${one}`)}
                  data-autofocus={one === reason || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('note')}
            description={t('noteHelp')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={longestNote}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit">{t('resolveNow')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
