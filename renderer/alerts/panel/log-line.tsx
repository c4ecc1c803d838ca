import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { MarkedText } from '../../parts/marked-text.tsx'
import { Copy, Part } from '../../parts/panel-part.tsx'

/** The opened line with every match marked where it stands in it. */
export function LogLine({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const spans = detail.evidence.flatMap(({ rawSpan }) => (rawSpan ? [rawSpan] : []))
  const isUnplaced = detail.evidence.some(({ match, rawSpan }) => match !== '' && !rawSpan)
  return (
    <Part title={t('raw')} aside={<Copy text={detail.raw} />}>
      <pre className="raw-line">
        <MarkedText text={detail.raw} spans={spans} />
      </pre>
      <Text size="xs" c="dimmed" mt={6}>
        {t('rawHelp')}
        {isUnplaced && ` ${t('unplaced')}`}
      </Text>
    </Part>
  )
}
