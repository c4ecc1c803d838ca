import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AlertDetail } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatTime } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { SeverityMark } from '../../parts/severity.tsx'
import { typeWord } from '../../parts/terms.ts'

/** What else the address did around that time. */
export function Neighbours({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { query } = useFilter()
  return (
    <Part title={t('neighbours')}>
      {detail.neighbours.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noNeighbours')}
        </Text>
      )}
      {detail.neighbours.map((alert) => (
        <Link
          key={alert.id}
          href={`/alerts/${alert.id}${query}`}
          className="bar-row"
          style={{ textDecoration: 'none' }}
        >
          <span className="tabular quiet">{formatTime(alert.time)}</span>
          <SeverityMark severity={alert.severity} />
          <span>{typeWord(alert.type)}</span>
          <span className="mono quiet">{alert.path ?? ''}</span>
        </Link>
      ))}
    </Part>
  )
}
