import { Alert, SegmentedControl, VisuallyHidden } from '@mantine/core'
import {
  IconAdjustments,
  IconAlertTriangle,
  IconFileText,
  IconGauge,
  IconListDetails,
  IconMap2,
  IconShieldSearch,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { GeneratorControl } from '../generator/index.tsx'
import { formatNumber } from '../parts/format.ts'
import { type Range, ranges, useFilter } from './filter.ts'
import { useLive } from './live.tsx'
import { words } from './words.ts'

const pages = [
  { path: '/', word: words.pages.overview, Icon: IconGauge },
  { path: '/alerts', word: words.pages.alerts, Icon: IconListDetails },
  { path: '/map', word: words.pages.map, Icon: IconMap2 },
  { path: '/rules', word: words.pages.rules, Icon: IconShieldSearch },
  { path: '/sources', word: words.pages.sources, Icon: IconFileText },
  { path: '/settings', word: words.pages.settings, Icon: IconAdjustments },
] as const

const rangeChoices = Object.keys(ranges).filter((key): key is Range => key in ranges)

/** The frame around every page: brand, navigation, time range, live state and the demo's switch. */
export function Shell({ children }: { children: ReactNode }) {
  const [location] = useLocation()
  const { range, query, set } = useFilter()
  const current = location === '/' ? '/' : `/${location.split('/')[1]}`
  return (
    <div className="shell">
      <a href="#content" style={{ position: 'absolute', left: -9999 }}>
        {words.skip}
      </a>
      <div className="shell-brand">
        <img src="/vedette.svg" alt="" width={26} height={26} />
        <span>{words.name}</span>
      </div>
      <header className="shell-header">
        <SegmentedControl
          size="xs"
          aria-label={words.range}
          value={range}
          onChange={(value) => set('range', value)}
          data={rangeChoices.map((value) => ({ value, label: words.ranges[value] }))}
        />
        <LiveMark />
        <GeneratorControl />
      </header>
      <nav className="shell-nav" aria-label={words.navigation}>
        {pages.map(({ path, word, Icon }) => (
          <Link
            key={path}
            href={`${path}${query}`}
            aria-current={current === path ? 'page' : undefined}
            aria-label={word}
          >
            <Icon size={19} stroke={1.6} aria-hidden />
            <span>{word}</span>
          </Link>
        ))}
        <Foot />
      </nav>
      <main id="content" className="shell-main" tabIndex={-1}>
        <Problems />
        {children}
      </main>
    </div>
  )
}

function LiveMark() {
  const { connected, status } = useLive()
  const rate = status?.linesPerSecond ?? 0
  const text = !connected ? words.disconnected : rate > 0 ? words.live(formatNumber(rate)) : words.quiet
  return (
    <div
      className="tabular"
      style={{ marginLeft: 'auto', fontSize: 12.5, color: 'var(--quiet)', whiteSpace: 'nowrap' }}
    >
      <span
        aria-hidden
        style={{
          display: 'inline-block',
          width: 7,
          height: 7,
          borderRadius: 4,
          marginRight: 8,
          background: connected ? '#3fb68b' : '#f3a716',
        }}
      />
      {text}
    </div>
  )
}

function Foot() {
  const { status } = useLive()
  if (!status) return null
  return (
    <div className="shell-foot tabular">
      {words.lines(formatNumber(status.counters.linesRead))}
      <br />
      {words.sealed}
    </div>
  )
}

/** What keeps Vedette from its work, said where nobody can miss it. */
function Problems() {
  const { loggedOut, status } = useLive()
  const sentences = [...(loggedOut ? [words.loggedOut] : []), ...(status?.problems ?? [])]
  const isWrongKey = status?.wrongKey ?? false
  if (sentences.length === 0 && !isWrongKey) return null
  return (
    <div style={{ padding: '16px 24px 0' }} role="status">
      {sentences.map((sentence) => (
        <Alert key={sentence} color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} mb="xs">
          {sentence}
        </Alert>
      ))}
      {isWrongKey && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={words.wrongKey}>
          {words.wrongKeyMore}
        </Alert>
      )}
      <VisuallyHidden>{sentences.length}</VisuallyHidden>
    </div>
  )
}
