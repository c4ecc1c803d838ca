import './rules.css'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { TabbedPage } from '../app/tabbed-page.tsx'
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
  const tabs = pages.map((page) => ({
    href: page.href,
    label: t(`pages.${page.word}`),
    isOpen: page.part === part,
  }))
  return (
    <TabbedPage title={t('title')} tabs={tabs}>
      {part === 'quality' ? <Quality /> : part === 'try' ? <TryLines /> : <Guide />}
    </TabbedPage>
  )
}
