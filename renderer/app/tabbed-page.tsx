import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useFilter } from './filter.ts'

export interface TabbedPageProps {
  readonly title: string
  readonly tabs: readonly { readonly href: string; readonly label: string; readonly isOpen: boolean }[]
  readonly children: ReactNode
}

/** A page in parts, each with an address of its own; what narrows the screens goes along. */
export function TabbedPage({ title, tabs, children }: TabbedPageProps) {
  const { query } = useFilter()
  return (
    <div className="page" style={{ maxWidth: 1080 }}>
      <h1 className="page-title">{title}</h1>
      <nav className="page-tabs" aria-label={title}>
        {tabs.map(({ href, label, isOpen }) => (
          <Link key={href} href={`${href}${query}`} aria-current={isOpen ? 'page' : undefined}>
            {label}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  )
}
