import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { MarkedText } from '../../parts/marked-text.tsx'
import { Copy, Part } from '../../parts/panel-part.tsx'

/** Of an alert that was repeated: the line that came last, and how many lie between. */
export function LastLine({ detail: { lastRaw, count } }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  if (lastRaw === undefined) return null
  return (
    <Part title={t('lastRaw')} aside={<Copy text={lastRaw} />}>
      <pre className="raw-line">
        <MarkedText text={lastRaw} spans={[]} />
      </pre>
      {count > 2 && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('between', { count: count - 2 })}
        </Text>
      )}
    </Part>
  )
}
