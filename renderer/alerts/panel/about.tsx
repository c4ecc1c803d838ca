import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AlertDetail } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatDateTime, placeName } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { Part } from '../../parts/panel-part.tsx'
import { repeatsOf } from '../../parts/repeats.ts'
import { Value } from '../../query/value.tsx'

/** Who asked for what, when, and from which log. */
export function About({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { query } = useFilter()
  const { place, sourceIp, method, path } = detail
  const rows: [string, ReactNode][] = [
    [
      t('address'),
      <span key="ip" className="fact-values">
        <Value field="ip" value={sourceIp}>
          <span className="mono">{sourceIp}</span>
        </Value>
        <Link className="text-link" href={`/actor/address/${encodeURIComponent(sourceIp)}${query}`}>
          {t('actorPage')}
        </Link>
      </span>,
    ],
    [
      t('place'),
      place.countryCode === undefined ? (
        t('unknownPlace')
      ) : (
        <Value key="place" field="country" value={place.countryCode}>
          {placeName(place.city, place)}
        </Value>
      ),
    ],
    [
      t('request'),
      (method !== undefined || path !== undefined) && (
        <span key="request" className="mono fact-values">
          {method !== undefined && <Value field="method" value={method} />}
          {path !== undefined && <Value field="path" value={path} />}
        </span>
      ),
    ],
    [t('host'), detail.host && visibleText(detail.host)],
    [t('user'), detail.user && visibleText(detail.user)],
    [t('agent'), detail.userAgent && visibleText(detail.userAgent)],
    [t('referer'), detail.referer && visibleText(detail.referer)],
    [t('time'), formatDateTime(detail.time)],
    [t('repeats'), repeatsOf(detail)],
    [t('arrived'), formatDateTime(detail.arrival)],
    [
      t('from'),
      <span key="log" className="fact-values">
        <Value field="source" value={String(detail.sourceId)}>
          {detail.sourceName}
        </Value>
        <span className="quiet">{detail.format}</span>
      </span>,
    ],
    [
      t('rule'),
      <Value key="rule" field="rule" value={detail.signature}>
        <span className="mono">{detail.signature}</span>
      </Value>,
    ],
  ]
  return (
    <Part title={t('about')}>
      <dl className="about">
        {rows.map(
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
    </Part>
  )
}
