import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconFileOff,
  IconKeyOff,
  IconPlayerPlayFilled,
  IconZzz,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { formatDuration } from '../parts/units.ts'

/** A shape and a colour for each state, beside its word. */
const looks = {
  reading: { Icon: IconPlayerPlayFilled, color: 'var(--good)' },
  idle: { Icon: IconCircleCheckFilled, color: 'var(--good)' },
  silent: { Icon: IconZzz, color: 'var(--warning)' },
  missing: { Icon: IconFileOff, color: 'var(--warning)' },
  'wrong-key': { Icon: IconKeyOff, color: 'var(--bad)' },
  failed: { Icon: IconAlertTriangleFilled, color: 'var(--bad)' },
  off: { Icon: IconCircleDashed, color: 'var(--quiet)' },
} as const

/** How a source is doing, in a word and, where it needs one, a sentence. `now` in epoch milliseconds. */
export function SourceState({ source, now }: { source: Source; now: number }) {
  const { t } = useTranslation('sources')
  const { state, message, silent, lastLineAt, usualGapMs, offset, size, lag } = source
  const shown = silent ? 'silent' : state
  const { Icon, color } = looks[shown]
  const sentences = [
    ...(silent && lastLineAt !== undefined
      ? [
          usualGapMs === undefined
            ? t('silentFor', { time: formatDuration(now - lastLineAt) })
            : t('silentUsually', {
                time: formatDuration(now - lastLineAt),
                gap: formatDuration(usualGapMs),
              }),
        ]
      : []),
    ...(message === undefined ? [] : [message]),
    ...(state === 'wrong-key' ? [t('wrongKeyHelp')] : []),
    ...(lag.bytes > 0 && size > 0 && offset < size ? [t('progress', { share: offset / size })] : []),
  ]
  return (
    <>
      <span className="source-state" style={{ color }}>
        <Icon size={15} aria-hidden />
        {t(`states.${shown}`)}
      </span>
      {sentences.map((sentence) => (
        <p key={sentence} className="source-note">
          {sentence}
        </p>
      ))}
    </>
  )
}
