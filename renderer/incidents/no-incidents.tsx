import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useLive } from '../app/live.tsx'
import { Empty } from '../parts/states.tsx'
import { stateWord } from '../parts/terms.ts'
import type { IncidentPages } from './queries.ts'
import { type Shown, useShown } from './shown.ts'

/** Why the list is empty: nothing has come in, all is dealt with, or the filter leaves nothing. */
export function NoIncidents({ shown, counts }: { shown: Shown; counts: IncidentPages['counts'] }) {
  const { t } = useTranslation('incidents')
  const { status } = useLive()
  const { queryOf } = useShown()
  if ((status?.counters.alerts ?? 0) === 0) return <Empty title={t('noneTitle')} text={t('noneText')} />
  if (shown.state !== 'all' && counts.all.count > 0) {
    return (
      <Empty
        title={shown.state === 'new' ? t('allDone') : t('noneOf', { state: stateWord(shown.state) })}
        text={t('others', { count: counts.all.count })}
      >
        <Button
          component={Link}
          href={`/incidents${queryOf({ state: 'all' })}`}
          variant="default"
          size="xs"
          mt="xs"
        >
          {t('showAll')}
        </Button>
      </Empty>
    )
  }
  return <Empty title={t('emptyTitle')} text={t('emptyText')} />
}
