import './anomalies.css'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { useFilter } from '../app/filter.ts'
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
  const { query } = useFilter()
  return (
    <div className="page" style={{ maxWidth: 1080 }}>
      <h1 className="page-title">{t('title')}</h1>
      <nav className="page-tabs" aria-label={t('title')}>
        {pages.map((page) => (
          <Link
            key={page.href}
            href={`${page.href}${query}`}
            aria-current={page.part === part ? 'page' : undefined}
          >
            {t(`pages.${page.word}`)}
          </Link>
        ))}
      </nav>
      {part === 'models' ? <Models /> : part === 'expected' ? <Expected /> : <Budget />}
    </div>
  )
}
