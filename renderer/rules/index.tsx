import './rules.css'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'wouter'
import { useFilter } from '../app/filter.ts'
import { Guide } from './guide.tsx'
import { Quality } from './quality/index.tsx'
import { TryLines } from './try/index.tsx'

const pages = [
  { part: undefined, href: '/rules', word: 'guide' },
  { part: 'try', href: '/rules/try', word: 'try' },
  { part: 'quality', href: '/rules/quality', word: 'quality' },
] as const

/** The rules: the field guide, a place to try them, and how good they are. */
export default function RulesPage() {
  const { t } = useTranslation('rules')
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
      {part === 'quality' ? <Quality /> : part === 'try' ? <TryLines /> : <Guide />}
    </div>
  )
}
