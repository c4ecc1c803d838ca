import { ActionIcon, Anchor, Badge, Button, CopyButton, Drawer, Group, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Alert, AlertDetail } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { typeWord } from '../app/words.ts'
import { formatDateTime, formatNumber, formatTime } from '../parts/format.ts'
import { repeatsOf } from '../parts/repeats.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { Skeletons } from '../parts/states.tsx'
import { RawLine, visibleText } from './raw-line.tsx'
import { words } from './words.ts'

export interface AlertPanelProps {
  readonly id: number
  readonly alerts: readonly Alert[]
  readonly onOpen: (alert: Alert | undefined) => void
}

/** One alert with its evidence: why, the opened line, how it was decoded, who and where, what came around it. */
export function AlertPanel({ id, alerts, onOpen }: AlertPanelProps) {
  const { data, error } = useQuery(orpc.alerts.get.queryOptions({ input: { id } }))
  const index = alerts.findIndex((alert) => alert.id === id)
  const detail = data?.id === id ? data : undefined
  const step = (by: number) => () => onOpen(alerts[index + by])
  return (
    <Drawer
      opened
      onClose={() => onOpen(undefined)}
      position="right"
      size={640}
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 0 }}
      title={
        <Group gap="sm">
          <Text fw={600}>{detail ? typeWord[detail.type] : words.panel}</Text>
          {detail && <SeverityMark severity={detail.severity} />}
          {detail?.demo && (
            <Badge size="xs" variant="outline" color="gray">
              {words.demo}
            </Badge>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.previous}
            disabled={index <= 0}
            onClick={step(-1)}
          >
            <IconChevronUp size={17} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.next}
            disabled={index === -1 || index >= alerts.length - 1}
            onClick={step(1)}
          >
            <IconChevronDown size={17} aria-hidden />
          </ActionIcon>
        </Group>
      }
      closeButtonProps={{ 'aria-label': words.close }}
    >
      {error ? (
        <Text c="dimmed">{words.gone}</Text>
      ) : detail ? (
        <Detail detail={detail} />
      ) : (
        <Skeletons heights={[60, 120, 180]} />
      )}
    </Drawer>
  )
}

function Detail({ detail }: { detail: AlertDetail }) {
  const spans = detail.evidence.flatMap(({ rawSpan }) => (rawSpan ? [rawSpan] : []))
  return (
    <Stack gap="xl">
      <Text size="lg" fw={500} lh={1.4}>
        {detail.why}
      </Text>
      <Part title={words.raw} aside={<Copy text={detail.raw} />}>
        <RawLine text={detail.raw} spans={spans} />
        <Text size="xs" c="dimmed" mt={6}>
          {words.rawHelp}
        </Text>
      </Part>
      {detail.lastRaw !== undefined && (
        <Part title={words.lastRaw} aside={<Copy text={detail.lastRaw} />}>
          <RawLine text={detail.lastRaw} spans={[]} />
          {detail.count > 2 && (
            <Text size="xs" c="dimmed" mt={6}>
              {words.between(formatNumber(detail.count - 2))}
            </Text>
          )}
        </Part>
      )}
      {detail.evidence.length > 0 && (
        <Part title={words.evidence}>
          <Stack gap={8}>
            {detail.evidence.map((finding) => (
              <div key={finding.signature + finding.start}>
                <Group gap={10} wrap="nowrap" align="baseline">
                  <SeverityMark severity={finding.severity} />
                  <Text size="sm">{finding.title}</Text>
                  <Link
                    href={`/rules#${finding.signature}`}
                    className="mono"
                    style={{ color: '#4dbdc8', marginLeft: 'auto' }}
                  >
                    {finding.signature}
                  </Link>
                </Group>
                {(finding.match || finding.note) && (
                  <Text className="mono" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {visibleText(finding.match || (finding.note ?? ''))}
                  </Text>
                )}
              </div>
            ))}
          </Stack>
        </Part>
      )}
      {detail.decoding.length > 0 && (
        <Part title={words.decoding}>
          <Stack gap={8}>
            {detail.decoding.map(({ step, text }) => (
              <div key={text}>
                <Text size="xs" c="dimmed">
                  {step}
                </Text>
                <Text className="mono" style={{ overflowWrap: 'anywhere' }}>
                  {visibleText(text)}
                </Text>
              </div>
            ))}
          </Stack>
        </Part>
      )}
      <About detail={detail} />
      {detail.anomalyScore !== undefined && <Score detail={detail} score={detail.anomalyScore} />}
      <Techniques detail={detail} />
      <Neighbours detail={detail} />
    </Stack>
  )
}

function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <Group justify="space-between" mb={8}>
        <h2 style={{ margin: 0, fontSize: 13, fontWeight: 600, color: 'var(--quiet)' }}>{title}</h2>
        {aside}
      </Group>
      {children}
    </section>
  )
}

function Copy({ text }: { text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="subtle" onClick={copy}>
          {copied ? words.copied : words.copy}
        </Button>
      )}
    </CopyButton>
  )
}

function About({ detail }: { detail: AlertDetail }) {
  const { set } = useFilter()
  const { place } = detail
  const rows: [string, ReactNode][] = [
    [
      words.address,
      <Group key="ip" gap={8}>
        <span className="mono">{detail.sourceIp}</span>
        <Button size="compact-xs" variant="subtle" onClick={() => set('ip', detail.sourceIp)}>
          {words.onlyThis}
        </Button>
      </Group>,
    ],
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
      <dl
        style={{
          display: 'grid',
          gridTemplateColumns: '110px 1fr',
          gap: '7px 14px',
          margin: 0,
          fontSize: 13.5,
        }}
      >
        {rows.map(
          ([name, value]) =>
            value !== undefined &&
            value !== '' && (
              <div key={name} style={{ display: 'contents' }}>
                <dt style={{ color: 'var(--quiet)' }}>{name}</dt>
                <dd style={{ margin: 0, overflowWrap: 'anywhere' }}>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Part>
  )
}

function Score({ detail, score }: { detail: AlertDetail; score: number }) {
  const { status } = useLive()
  const threshold = status?.model.threshold
  return (
    <Part title={words.score}>
      <Group gap="md" wrap="nowrap">
        <Text className="tabular" fw={600}>
          {score.toFixed(2)}
        </Text>
        <div
          style={{ position: 'relative', flex: 1, height: 6, borderRadius: 3, background: '#1e2731' }}
          aria-hidden
        >
          <div style={{ width: `${score * 100}%`, height: 6, borderRadius: 3, background: '#a58bf0' }} />
          {threshold !== undefined && (
            <div
              style={{
                position: 'absolute',
                left: `${threshold * 100}%`,
                top: -4,
                width: 2,
                height: 14,
                background: '#e6ebf1',
              }}
            />
          )}
        </div>
        {threshold !== undefined && (
          <Text size="xs" c="dimmed" className="tabular">
            {words.threshold} {threshold.toFixed(2)}
          </Text>
        )}
      </Group>
      {detail.type === 'anomaly' && (
        <dl
          style={{
            display: 'grid',
            gridTemplateColumns: '1fr 70px 1fr 70px',
            gap: '5px 14px',
            margin: '14px 0 0',
            fontSize: 13,
          }}
          aria-label={words.features}
        >
          {detail.features.map(({ name, title, value }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt style={{ color: 'var(--quiet)' }}>{title}</dt>
              <dd className="tabular" style={{ margin: 0, textAlign: 'right' }}>
                {value.toFixed(2)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Part>
  )
}

/** Links of the rule's page, which Vedette ships: never from a log line. */
function Techniques({ detail }: { detail: AlertDetail }) {
  const links = [
    ...detail.attack.map((id) => ({
      label: id,
      href: `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`,
    })),
    ...detail.cwe.map((id) => ({
      label: id,
      href: `https://cwe.mitre.org/data/definitions/${id.replace('CWE-', '')}.html`,
    })),
    ...detail.references.map((href) => ({ label: new URL(href).hostname, href })),
  ]
  if (links.length === 0) return null
  return (
    <Part title={words.techniques}>
      <Group gap={14}>
        {links.map(({ label, href }) => (
          <Anchor key={href} href={href} target="_blank" rel="noopener noreferrer" size="sm">
            {label}
          </Anchor>
        ))}
      </Group>
    </Part>
  )
}

function Neighbours({ detail }: { detail: AlertDetail }) {
  const { query } = useFilter()
  return (
    <Part title={words.neighbours}>
      {detail.neighbours.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noNeighbours}
        </Text>
      )}
      {detail.neighbours.map((alert) => (
        <Link
          key={alert.id}
          href={`/alerts/${alert.id}${query}`}
          className="bar-row"
          style={{ textDecoration: 'none' }}
        >
          <span className="tabular" style={{ color: 'var(--quiet)' }}>
            {formatTime(alert.time)}
          </span>
          <SeverityMark severity={alert.severity} />
          <span>{typeWord[alert.type]}</span>
          <span className="mono" style={{ color: 'var(--quiet)' }}>
            {alert.path ?? ''}
          </span>
        </Link>
      ))}
    </Part>
  )
}
