import { useTranslation } from 'react-i18next'
import { severities, type ThreatMap } from '../../contract/index.ts'
import { SeverityMark } from '../parts/severity.tsx'

/** What the marks mean, and how many alerts have no place to be drawn at. */
export function Tray({ notOnMap, hasArcs }: { notOnMap: ThreatMap['notOnMap']; hasArcs: boolean }) {
  const { t } = useTranslation('map')
  return (
    <div className="map-tray tabular">
      <div className="map-legend">
        {severities.map((severity) => (
          <SeverityMark key={severity} severity={severity} />
        ))}
      </div>
      <div className="quiet">{t('legendSize')}</div>
      <div className="quiet">{t('legendVague')}</div>
      {hasArcs && <div className="quiet">{t('legendArcs')}</div>}
      <NotOnMap notOnMap={notOnMap} />
    </div>
  )
}

/** How many alerts have no place, and why. */
export function NotOnMap({ notOnMap }: { notOnMap: ThreatMap['notOnMap'] }) {
  const { t } = useTranslation('map')
  return (
    <div className="not-on-map tabular">
      <b>{t('notOnMap')}</b>
      {notOnMap.private + notOnMap.unknown === 0 && <div className="quiet">{t('none')}</div>}
      {notOnMap.private > 0 && <div>{t('private', { count: notOnMap.private })}</div>}
      {notOnMap.unknown > 0 && <div>{t('unknown', { count: notOnMap.unknown })}</div>}
    </div>
  )
}
