import './anomalies.css'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { TabbedPage } from '../app/tabbed-page.tsx'
import { Budget } from './budget/index.tsx'
import { Expected } from './expected.tsx'
import { Models } from './models/index.tsx'

const pages = [
  { part: undefined, href: '/anomalies', word: 'budget' },
  { part: 'models', href: '/anomalies/models', word: 'models' },
  { part: 'expected', href: '/anomalies/expected', word: 'expected' },
] as const

/** Anomalies: how many are reported, by which model of ordinary traffic, and what is expected. */
export default function AnomaliesPage() {
  const { t } = useTranslation('anomalies')
  const { part } = useParams<{ part?: string }>()
  const tabs = pages.map((page) => ({
    href: page.href,
    label: t(`pages.${page.word}`),
    isOpen: page.part === part,
  }))
  return (
    <TabbedPage title={t('title')} tabs={tabs}>
      {part === 'models' ? <Models /> : part === 'expected' ? <Expected /> : <Budget />}
    </TabbedPage>
  )
}
