import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatSpan } from '../parts/format.ts'
import type { Step } from './steps.ts'
import { type Replay, speeds } from './use-replay.ts'

/** The range as a strip of time under the map: dragged or played, the map shows one step of it. */
export function Scrubber({ replay }: { replay: Replay }) {
  const { t } = useTranslation('map')
  const { steps, at, isPlaying, speed, show, showAll, playOrPause, setSpeed } = replay
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last) return null
  const step = at === undefined ? undefined : steps[at]
  const shown = step ?? { from: first.from, to: last.to, count: steps.reduce((n, { count }) => n + count, 0) }
  const words = t('step', { span: formatSpan(shown.from, shown.to), count: shown.count })
  return (
    <section className="scrubber" aria-label={t('replay')}>
      <ActionIcon
        variant="default"
        size={34}
        radius="xl"
        aria-label={isPlaying ? t('pause') : t('play')}
        title={isPlaying ? t('pause') : t('play')}
        onClick={playOrPause}
      >
        {isPlaying ? <IconPlayerPause size={17} aria-hidden /> : <IconPlayerPlay size={17} aria-hidden />}
      </ActionIcon>
      <NativeSelect
        size="xs"
        aria-label={t('speed')}
        data={speeds.map((perSecond) => ({
          value: String(perSecond),
          label: t('times', { factor: perSecond / speeds[0] }),
        }))}
        value={String(speed)}
        onChange={({ currentTarget: { value } }) =>
          setSpeed(speeds.find((perSecond) => String(perSecond) === value) ?? speeds[0])
        }
      />
      <div className="scrubber-time">
        <Bars steps={steps} at={at} />
        <input
          type="range"
          min={0}
          max={steps.length - 1}
          value={at ?? steps.length - 1}
          data-whole={at === undefined || undefined}
          aria-label={t('time')}
          aria-valuetext={words}
          onChange={({ currentTarget: { value } }) => show(Number(value))}
        />
      </div>
      <div className="scrubber-words tabular">
        <span>{formatSpan(shown.from, shown.to)}</span>
        <span className="quiet">
          {at === undefined ? t('wholeRange') : t('count', { count: shown.count })}
          {at !== undefined && (
            <Button size="compact-xs" variant="subtle" onClick={showAll}>
              {t('showRange')}
            </Button>
          )}
        </span>
      </div>
    </section>
  )
}

const height = 36

/** How many alerts each step has. */
function Bars({ steps, at }: { steps: readonly Step[]; at: number | undefined }) {
  const most = Math.max(1, ...steps.map(({ count }) => count))
  return (
    <svg viewBox={`0 0 ${steps.length} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {steps.map(({ from, count }, i) => {
        const tall = count === 0 ? 0 : Math.max(1.5, (count / most) * height)
        return (
          <rect
            key={from}
            x={i + 0.08}
            width={0.84}
            y={height - tall}
            height={tall}
            className={i === at ? 'bar-now' : 'bar'}
          />
        )
      })}
      {at !== undefined && <rect x={at} width={1} y={0} height={height} className="bar-ground" />}
    </svg>
  )
}
