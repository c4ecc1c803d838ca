import { Button, Group, Modal, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Expectation, ExpectationWidth } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { widthWord } from '../parts/terms.ts'
import { Effect } from './effect.tsx'

/** Characters that the contract takes. */
const longestNote = 500

export interface ExpectDialogProps {
  readonly alertId: number
  readonly onDone: (made: Expectation) => void
  /** hears that the dialog is gone */
  readonly onClosed: () => void
}

/** Asks whether requests like one are expected, and shows what that would do before it is done. */
export function ExpectDialog({ alertId, onDone, onClosed }: ExpectDialogProps) {
  const { t } = useTranslation('expect')
  const [isOpen, setOpen] = useState(true)
  const [width, setWidth] = useState<ExpectationWidth>('usual')
  const [note, setNote] = useState('')
  const preview = useQuery(orpc.anomalies.preview.queryOptions({ input: { alertId, width }, staleTime: 0 }))
  const expect = useMutation(
    orpc.anomalies.expect.mutationOptions({
      onSuccess: (made) => {
        onDone(made)
        setOpen(false)
      },
    }),
  )
  const error = expect.error ?? preview.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    expect.mutate({ alertId, width, ...(note.trim() && { note: note.trim() }) })
  }
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      onExitTransitionEnd={onClosed}
      size="lg"
      centered
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{t('intro')}</Text>
          <Radio.Group
            label={t('width')}
            value={width}
            onChange={(value) => setWidth(ExpectationWidth.catch(width).parse(value))}
          >
            <div className="expect-widths">
              {ExpectationWidth.options.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={widthWord(one)}
                  description={t(`widthHelp.${one}`)}
                  data-autofocus={one === width || undefined}
                />
              ))}
            </div>
          </Radio.Group>
          {preview.data && <Effect preview={preview.data} isStale={preview.isPlaceholderData} />}
          {!preview.data && !error && <p className="quiet">{t('looking')}</p>}
          <Textarea
            label={t('note')}
            description={t('noteHelp')}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={longestNote}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {error && (
            <p className="expect-refused" role="alert">
              {error.message}
            </p>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              loading={expect.isPending}
              disabled={!preview.data || preview.isPlaceholderData}
            >
              {t('apply')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
