import { Button } from '@mantine/core'
import { IconArrowUp, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { usePaused } from '../app/following.ts'
import { hasModifier, isTyping } from '../app/keys.ts'

export interface LiveHoldProps {
  /** alerts that came while the list was held still */
  readonly fresh: number
  readonly onFresh: () => void
}

/** Holds a list still, by a press or by `p`, and says what came meanwhile; a press shows that. */
export function LiveHold({ fresh, onFresh }: LiveHoldProps) {
  const { t } = useTranslation('parts')
  const [isPaused, setPaused] = usePaused()
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.key !== 'p' || hasModifier(event) || isTyping(event.target)) return
      event.preventDefault()
      setPaused(!isPaused)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isPaused, setPaused])
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause
  return (
    <>
      <Button
        size="compact-sm"
        variant={isPaused ? 'light' : 'subtle'}
        color={isPaused ? 'sentinel' : 'gray'}
        aria-pressed={isPaused}
        title={t('pauseWhy')}
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => setPaused(!isPaused)}
      >
        {t(isPaused ? 'paused' : 'pause')}
      </Button>
      {fresh > 0 && (
        <Button
          size="compact-sm"
          radius="xl"
          variant="light"
          leftSection={<IconArrowUp size={14} aria-hidden />}
          onClick={onFresh}
        >
          {t('fresh', { count: fresh })}
        </Button>
      )}
    </>
  )
}
