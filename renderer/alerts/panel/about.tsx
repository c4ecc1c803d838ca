import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import type { AlertDetail } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatDateTime } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { repeatsOf } from '../../parts/repeats.ts'
import { words } from '../words.ts'
import { Part } from './part.tsx'

/** Who asked for what, when, and from which log. */
export function About({ detail }: { detail: AlertDetail }) {
  const { place } = detail
  const rows: [string, ReactNode][] = [
    [words.address, <Address key="ip" ip={detail.sourceIp} />],
    [words.place, [place.city, place.country].filter(Boolean).join(', ') || words.unknownPlace],
    [
      words.method,
      <span key="m" className="mono">
        {[detail.method, detail.path].filter(Boolean).join(' ')}
      </span>,
    ],
    [words.status, detail.status],
    [words.host, detail.host],
    [words.user, detail.user && visibleText(detail.user)],
    [words.agent, detail.userAgent && visibleText(detail.userAgent)],
    [words.referer, detail.referer && visibleText(detail.referer)],
    [words.time, formatDateTime(detail.time)],
    [words.repeats, repeatsOf(detail)],
    [words.arrived, formatDateTime(detail.arrival)],
    [words.from, `${detail.sourceName} · ${detail.format}`],
  ]
  return (
    <Part title={words.about}>
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
  const { only } = useFilter()
  return (
    <Group gap={8}>
      <span className="mono">{ip}</span>
      <Button size="compact-xs" variant="subtle" onClick={() => only('ip', ip)}>
        {words.onlyThis}
      </Button>
    </Group>
  )
}
