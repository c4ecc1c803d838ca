import { Button, Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TriageState } from '../../contract/index.ts'
import type { Target } from './decide.ts'
import { triageKeys } from './keys.ts'
import { useTriage } from './provider.tsx'

export interface TriageButtonsProps {
  readonly target: Target
  /** the states that what is decided on may have */
  readonly states: readonly TriageState[]
  readonly note?: string
  /** hears that a decision was taken, once no dialog is open */
  readonly onDone?: () => void
}

/** Acknowledge, resolve, reopen: those that would change something. */
export function TriageButtons({ target, states, note = '', onDone = () => undefined }: TriageButtonsProps) {
  const { t } = useTranslation('triage')
  const { decide, resolve } = useTriage()
  const put = (state: 'new' | 'acknowledged') => {
    decide(target, { state, ...(note && { note }) })
    onDone()
  }
  const isOnly = (state: TriageState) => states.length > 0 && states.every((other) => other === state)
  return (
    <>
      {!isOnly('acknowledged') && (
        <Button
          size="xs"
          variant="default"
          rightSection={<Kbd size="xs">{triageKeys.acknowledge}</Kbd>}
          onClick={() => put('acknowledged')}
        >
          {t('acknowledge')}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        rightSection={<Kbd size="xs">{triageKeys.resolve}</Kbd>}
        onClick={() => resolve({ target, note, onClosed: (isDecided) => isDecided && onDone() })}
      >
        {t(isOnly('resolved') ? 'otherReason' : 'resolve')}
      </Button>
      {!isOnly('new') && (
        <Button size="xs" variant="default" onClick={() => put('new')}>
          {t('reopen')}
        </Button>
      )}
    </>
  )
}
