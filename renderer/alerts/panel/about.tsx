import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatDateTime, placeName } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { repeatsOf } from '../../parts/repeats.ts'
import { Part } from './part.tsx'

/** Who asked for what, when, and from which log. */
export function About({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { place } = detail
  const rows: [string, ReactNode][] = [
    [t('address'), <Address key="ip" ip={detail.sourceIp} />],
    [t('place'), placeName(place.city, place) || t('unknownPlace')],
    [
      t('request'),
      <span key="m" className="mono">
        {[detail.method, detail.path].filter(Boolean).join(' ')}
      </span>,
    ],
    [t('status'), detail.status],
    [t('host'), detail.host],
    [t('user'), detail.user && visibleText(detail.user)],
    [t('agent'), detail.userAgent && visibleText(detail.userAgent)],
    [t('referer'), detail.referer && visibleText(detail.referer)],
    [t('time'), formatDateTime(detail.time)],
    [t('repeats'), repeatsOf(detail)],
    [t('arrived'), formatDateTime(detail.arrival)],
    [t('from'), `${detail.sourceName} · ${detail.format}`],
  ]
  return (
    <Part title={t('about')}>
      <dl className="about">
        {rows.map(
          ([name, value]) =>
            value !== undefined &&
            value !== '' && (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Part>
  )
}

function Address({ ip }: { ip: string }) {
  const { t } = useTranslation('alerts')
  const { only } = useFilter()
  return (
    <Group gap={8}>
      <span className="mono">{ip}</span>
      <Button size="compact-xs" variant="subtle" onClick={() => only('ip', ip)}>
        {t('onlyThis')}
      </Button>
    </Group>
  )
}
