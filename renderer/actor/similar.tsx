import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Actor } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { formatCountry, formatShare } from '../parts/format.ts'

/** Other addresses that set off the same rules: one attacker may use many. */
export function Similar({ similar, of }: { similar: Actor['similar']; of: number }) {
  const { t } = useTranslation('actor')
  const { query } = useFilter()
  return (
    <section className="card">
      <h2 className="card-title">{t('similar')}</h2>
      {similar.length === 0 && <div className="quiet">{t('noSimilar')}</div>}
      <ul className="actor-list">
        {similar.map(({ ip, country, shared, likeness }) => (
          <li key={ip}>
            <Link className="text-link mono" href={`/actor/address/${encodeURIComponent(ip)}${query}`}>
              {ip}
            </Link>
            <span className="quiet">{formatCountry(country, country)}</span>
            <span className="quiet" title={shared.join(', ')}>
              {t('shares', { count: shared.length, of })}
            </span>
            <span className="tabular">{formatShare(likeness)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
