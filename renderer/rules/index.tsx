import { useEffect } from 'react'
import { Link, useParams } from 'wouter'
import { useFilter } from '../app/filter.ts'
import { Guide } from './guide.tsx'
import { Quality } from './quality/index.tsx'
import { words } from './words.ts'

const pages = [
  { part: undefined, href: '/rules', word: words.guide },
  { part: 'quality', href: '/rules/quality', word: words.quality },
] as const

/** The rules: the field guide, and how good they are. */
export default function RulesPage() {
  const { part } = useParams<{ part?: string }>()
  const { query } = useFilter()
  useEffect(() => {
    document.title = `${words.title} · Vedette`
  }, [])
  return (
    <div className="page" style={{ maxWidth: 1080 }}>
      <h1 className="page-title">{words.title}</h1>
      <nav className="page-tabs" aria-label={words.title}>
        {pages.map((page) => (
          <Link
            key={page.href}
            href={`${page.href}${query}`}
            aria-current={page.part === part ? 'page' : undefined}
          >
            {page.word}
          </Link>
        ))}
      </nav>
      {part === 'quality' ? <Quality /> : <Guide />}
    </div>
  )
}
