import type { ReactNode } from 'react'

/** A name and what is known; undefined, '' and false are not shown. */
export type Fact = readonly [name: string, value: ReactNode]

/** What is known of something, name by name. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="about">
      {facts.map(
        ([name, value]) =>
          value !== undefined &&
          value !== '' &&
          value !== false && (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
