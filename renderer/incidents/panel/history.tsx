import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../../contract/index.ts'
import { formatDateTime } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { Note, StateMark } from '../../triage/index.ts'

/** What was decided of an incident, the latest first, with its notes; what was undone is not in it. */
export function History({ history }: { history: IncidentDetail['history'] }) {
  const { t } = useTranslation('incidents')
  if (history.length === 0) return null
  return (
    <Part title={t('history')}>
      <ol className="triage-history">
        {history.toReversed().map(({ at, to }) => (
          <li key={at}>
            <StateMark triage={to} />
            <time className="tabular quiet" dateTime={new Date(at).toISOString()}>
              {formatDateTime(at)}
            </time>
            {to.note !== undefined && <Note text={to.note} />}
          </li>
        ))}
      </ol>
    </Part>
  )
}
