import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { useExpect } from '../../expect/index.ts'
import { Part } from '../../parts/panel-part.tsx'
import { ReasonList } from '../../reasons/index.ts'

/** Of an anomaly: what made it one, in words, and the way to say that it is expected; one that stands for many lines is not. */
export function Reasons({ detail: { id, type, reasons, grouped } }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { ask } = useExpect()
  if (type !== 'anomaly') return null
  return (
    <Part
      title={t('reasons')}
      aside={
        grouped === undefined && (
          <Button size="compact-xs" variant="default" aria-haspopup="dialog" onClick={() => ask(id)}>
            {t('expectButton')}
          </Button>
        )
      }
    >
      <ReasonList reasons={reasons} />
      {reasons.length > 0 && (
        <Text size="xs" c="dimmed" mt={8}>
          {t('reasonsHelp')}
        </Text>
      )}
    </Part>
  )
}
