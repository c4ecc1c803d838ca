import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { Part } from '../../parts/panel-part.tsx'
import { Value } from '../../query/value.tsx'
import { Usual } from './usual.tsx'

const kinds = { 1: 'went', 2: 'succeeded', 3: 'redirected', 4: 'refused', 5: 'broke' } as const
const isHundred = (hundred: number): hundred is keyof typeof kinds => hundred in kinds

/** What an HTTP status says, as a word of `answer`. */
function kindOf(status: number | undefined) {
  if (status === 304) return 'unchanged'
  const hundred = Math.floor((status ?? 0) / 100)
  return isHundred(hundred) ? kinds[hundred] : 'unknown'
}

/** Did it work? What the server answered says the log; whether the attack got what it wanted it does not. */
export function Answer({ detail }: { detail: AlertDetail }) {
  const { id, status, bytes } = detail
  const { t } = useTranslation('alerts')
  if (status === undefined && bytes === undefined) return null
  return (
    <Part title={t('worked')}>
      <Text size="sm">
        {status !== undefined && (
          <>
            <Value field="status" value={String(status)}>
              <span className="tabular">{status}</span>
            </Value>{' '}
          </>
        )}
        {t(`answer.${kindOf(status)}`)} {bytes !== undefined && t('sent', { count: bytes })}
      </Text>
      <Usual key={id} detail={detail} />
    </Part>
  )
}
