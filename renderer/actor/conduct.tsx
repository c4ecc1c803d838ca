import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Actor } from '../../contract/index.ts'
import { BarList } from '../parts/bar-list.tsx'
import { Value } from '../query/value.tsx'

/** What it set off, asked for, and with which programs. */
export function Conduct({ actor }: { actor: Actor }) {
  const { t } = useTranslation('actor')
  const { signatures, targets, userAgents, lookedAt } = actor
  if (lookedAt === 0) return null
  return (
    <>
      <section className="card">
        <h2 className="card-title">{t('signatures')}</h2>
        <ul className="actor-list">
          {signatures.slice(0, 10).map(({ id, count }) => (
            <li key={id}>
              <Value field="rule" value={id}>
                <span className="mono">{id}</span>
              </Value>
              <Link className="text-link" href={`/rules#${id}`} aria-label={t('toRule', { rule: id })}>
                {t('rule')}
              </Link>
              <span className="tabular quiet">{count}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2 className="card-title">{t('targets')}</h2>
        <BarList
          rows={targets.map(({ method = '', path, count }) => ({
            key: `${method} ${path}`,
            label: `${method} ${path}`,
            count,
            isCode: true,
          }))}
        />
        <p className="quiet actor-note">{t('ofNewest', { count: lookedAt })}</p>
      </section>
      {userAgents.length > 0 && (
        <section className="card">
          <h2 className="card-title">{t('agents')}</h2>
          <BarList
            rows={userAgents.map(({ userAgent, count }) => ({
              key: userAgent,
              label: userAgent,
              count,
              isCode: true,
            }))}
          />
        </section>
      )}
    </>
  )
}
