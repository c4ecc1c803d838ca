import { useTranslation } from 'react-i18next'
import { useLive } from '../app/live.tsx'
import { formatDateTime, formatNumber } from '../parts/format.ts'

/** What became of every line since the data folder was made. `onQuarantine` opens all that is in quarantine. */
export function Totals({ onQuarantine }: { onQuarantine: () => void }) {
  const { t } = useTranslation('sources')
  const { status } = useLive()
  if (!status) return null
  const { linesRead, linesParsed, linesUnparsed, tokensFailed } = status.counters
  const { chainBreaks, lastChainBreak } = status
  const sum = [
    { sign: '', value: linesRead, word: t('total.read') },
    { sign: '=', value: linesParsed, word: t('total.parsed') },
    { sign: '+', value: linesUnparsed, word: t('total.unparsed') },
  ]
  return (
    <section className="card source-totals" aria-label={t('total.title')}>
      <div className="source-sum tabular">
        {sum.map(({ sign, value, word }) => (
          <div key={word}>
            {sign !== '' && <i>{sign}</i>}
            <b>{formatNumber(value)}</b> {word}
          </div>
        ))}
      </div>
      <p className="quiet tabular">
        {t('total.refused', { count: tokensFailed })}{' '}
        {status.quarantined > 0 && (
          <button type="button" className="text-button" aria-haspopup="dialog" onClick={onQuarantine}>
            {t('total.quarantined', { count: status.quarantined })}
          </button>
        )}
      </p>
      <p className={chainBreaks > 0 ? 'source-broken' : 'quiet'}>
        {chainBreaks === 0 ? t('total.chainWhole') : t('total.chainBroken', { count: chainBreaks })}
        {lastChainBreak &&
          ` ${t('total.lastBreak', { time: formatDateTime(lastChainBreak.time), reason: lastChainBreak.reason, offset: lastChainBreak.offset })}`}
      </p>
    </section>
  )
}
