import { useTranslation } from 'react-i18next'
import './shell.css'
import {
  IconAdjustments,
  IconChartScatter,
  IconFileText,
  IconGauge,
  IconListDetails,
  IconMap2,
  IconShieldSearch,
  IconStack2,
} from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { GeneratorControl } from '../generator/index.tsx'
import { QueryBar } from '../query/bar.tsx'
import { RangePicker } from '../query/range-picker.tsx'
import { ValueMenu } from '../query/value.tsx'
import { useFilter } from './filter.ts'
import { KeyHelp } from './key-help.tsx'
import { usePageKeys } from './keys.ts'
import { useLive } from './live.tsx'
import { PageBoundary } from './page-boundary.tsx'
import { Problems } from './problems.tsx'

const pages = [
  { path: '/', page: 'overview', Icon: IconGauge },
  { path: '/incidents', page: 'incidents', Icon: IconStack2 },
  { path: '/alerts', page: 'alerts', Icon: IconListDetails },
  { path: '/map', page: 'map', Icon: IconMap2 },
  { path: '/rules', page: 'rules', Icon: IconShieldSearch },
  { path: '/anomalies', page: 'anomalies', Icon: IconChartScatter },
  { path: '/sources', page: 'sources', Icon: IconFileText },
  { path: '/settings', page: 'settings', Icon: IconAdjustments },
] as const

/** Pages that show no alerts. */
const unfiltered = ['/rules', '/anomalies', '/sources', '/settings']

/** The frame around every page: brand, navigation, time range, live state and the demo's switch. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('app')
  const [location] = useLocation()
  const { query } = useFilter()
  const { isHelpOpen, closeHelp } = usePageKeys()
  const current = `/${location.split('/')[1]}`
  const page = pages.find(({ path }) => path === current)?.page
  const isFiltered = !unfiltered.includes(current)
  const title = page === undefined ? t('name') : t('title', { page: t(`pages.${page}`) })
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="shell">
      <a href="#content" className="visually-hidden skip-link">
        {t('skip')}
      </a>
      <div className="shell-brand">
        <img src="/vedette.svg" alt="" width={26} height={26} />
        <span>{t('name')}</span>
      </div>
      <header className="shell-header">
        {isFiltered && <QueryBar />}
        {isFiltered && <RangePicker />}
        <LiveMark />
        <GeneratorControl />
      </header>
      <nav className="shell-nav" aria-label={t('navigation')}>
        {pages.map(({ path, page, Icon }) => (
          <Link
            key={path}
            href={`${path}${query}`}
            aria-current={current === path ? 'page' : undefined}
            aria-label={t(`pages.${page}`)}
          >
            <Icon size={19} stroke={1.6} aria-hidden />
            <span>{t(`pages.${page}`)}</span>
          </Link>
        ))}
        <Foot />
      </nav>
      <main id="content" className="shell-main" tabIndex={-1}>
        <Problems />
        <ValueMenu>
          <PageBoundary key={current}>{children}</PageBoundary>
        </ValueMenu>
        <KeyHelp isOpen={isHelpOpen} onClose={closeHelp} />
      </main>
    </div>
  )
}

function LiveMark() {
  const { t } = useTranslation('app')
  const { connected, status } = useLive()
  const rate = status?.linesPerSecond ?? 0
  const text = !connected ? t('disconnected') : rate > 0 ? t('live', { count: rate }) : t('quiet')
  return (
    <div className="live-mark tabular" data-broken={connected ? undefined : true}>
      <i aria-hidden />
      {text}
    </div>
  )
}

function Foot() {
  const { t } = useTranslation('app')
  const { status } = useLive()
  if (!status) return null
  return (
    <div className="shell-foot tabular">
      {t('lines', { count: status.counters.linesRead })}
      <br />
      {t('sealed')}
    </div>
  )
}
