import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AlertDetail, UsualAnswers } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { formatList } from '../../parts/format.ts'
import { formatByteRange, formatBytes } from '../../parts/units.ts'
import { UsualPicture } from './usual-picture.tsx'

/** What is usual hardly changes while one looks through alerts. */
const freshMs = 300_000

/**
 * The answer beside what innocent requests of the same path get. It is looked up in the sealed log after the panel
 * is there, and no more once the panel is closed.
 */
export function Usual({ detail: { id, status, bytes } }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { data, error } = useQuery(
    orpc.alerts.usual.queryOptions({ input: { id }, staleTime: freshMs, retry: false }),
  )
  if (data?.isKnown) return <Compared usual={data} status={status} bytes={bytes} />
  if (data?.because === 'no-request') return null
  return (
    <Text size="sm" c="dimmed" mt={6} role="status">
      {data ? t('usual.elsewhere') : error ? t('usual.failed', { why: error.message }) : t('usual.looking')}
    </Text>
  )
}

interface ComparedProps {
  readonly usual: Extract<UsualAnswers, { isKnown: true }>
  readonly status: number | undefined
  readonly bytes: number | undefined
}

function Compared({ usual: { judgement, count, answers, lines, since }, status = 0, bytes }: ComparedProps) {
  const { t } = useTranslation('alerts')
  const alike = answers.find(({ hundred }) => hundred === Math.floor(status / 100))
  const isUncompared = judgement === 'other-status' || judgement === 'too-few'
  const sizes = isUncompared || bytes === undefined ? undefined : alike?.sizes
  const statuses = answers.map(({ hundred, count: number }) =>
    t('usual.status', {
      status: hundred === 0 ? t('usual.noStatus') : `${hundred}xx`,
      share: number / count,
    }),
  )
  return (
    <div className="usual" data-judgement={judgement}>
      <Text size="sm" mt={6}>
        <strong>{t(`usual.judged.${judgement}`)}</strong>{' '}
        {sizes && bytes !== undefined
          ? t('usual.sized', {
              own: formatBytes(bytes),
              count: sizes.count,
              range: formatByteRange(sizes.low, sizes.high),
            })
          : count > 0 && t('usual.answered', { count, statuses: formatList(statuses) })}
      </Text>
      {sizes && bytes !== undefined && <UsualPicture sizes={sizes} own={bytes} />}
      {since !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('usual.lookedAt', { count: lines, since })}
        </Text>
      )}
    </div>
  )
}
