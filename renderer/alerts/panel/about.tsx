import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { type Fact, FactList } from '../../parts/fact-list.tsx'
import { formatDateTime } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { Part } from '../../parts/panel-part.tsx'
import { repeatsOf } from '../../parts/repeats.ts'
import { Value } from '../../query/value.tsx'
import { AddressValue, PlaceValue } from '../../query/who.tsx'

/** Who asked for what, when, and from which log. */
export function About({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { place, sourceIp, method, path } = detail
  const rows: Fact[] = [
    [t('address'), <AddressValue key="ip" ip={sourceIp} />],
    [t('place'), <PlaceValue key="place" place={place} unknown={t('unknownPlace')} />],
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
      <FactList facts={rows} />
    </Part>
  )
}
