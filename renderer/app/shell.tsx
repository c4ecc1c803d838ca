import './shell.css'
import { SegmentedControl } from '@mantine/core'
import {
  IconAdjustments,
  IconFileText,
  IconGauge,
  IconListDetails,
  IconMap2,
  IconShieldSearch,
} from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { GeneratorControl } from '../generator/index.tsx'
import { formatNumber } from '../parts/format.ts'
import { type Range, ranges, useFilter } from './filter.ts'
import { useLive } from './live.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { Problems } from './problems.tsx'
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
  const current = `/${location.split('/')[1]}`
  const title = pages.find(({ path }) => path === current)?.word
  useEffect(() => {
    document.title = title === undefined ? words.name : words.title(title)
  }, [title])
  return (
    <div className="shell">
      <a href="#content" className="visually-hidden skip-link">
        {words.skip}
      </a>
      <div className="shell-brand">
        <img src="/vedette.svg" alt="" width={26} height={26} />
        <span>{words.name}</span>
      </div>
      <header className="shell-header">
        <SegmentedControl
          size="xs"
          withItemsBorders={false}
          className="range-choice"
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
        <PageBoundary key={current}>{children}</PageBoundary>
      </main>
    </div>
  )
}

function LiveMark() {
  const { connected, status } = useLive()
  const rate = status?.linesPerSecond ?? 0
  const text = !connected ? words.disconnected : rate > 0 ? words.live(formatNumber(rate)) : words.quiet
  return (
    <div className="live-mark tabular" data-broken={connected ? undefined : true}>
      <i aria-hidden />
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
