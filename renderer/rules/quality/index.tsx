import './quality.css'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Scoreboard } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { compareNames } from '../../parts/format.ts'
import { Failed, Skeletons } from '../../parts/states.tsx'
import { typeWord } from '../../parts/terms.ts'
import { Cautions } from './cautions.tsx'
import { type Row, ScoreTable } from './score-table.tsx'
import { Totals } from './totals.tsx'

/** How the labelled set that ships is judged by this engine: totals, each type and kind, and what went wrong. */
export function Quality() {
  const { t } = useTranslation('quality')
  const { data, error, refetch } = useQuery(orpc.rules.scoreboard.queryOptions({ staleTime: 60_000 }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <>
        <Text size="sm" c="dimmed" role="status">
          {t('running')}
        </Text>
        <Skeletons heights={[90, 300, 301]} />
      </>
    )
  return <Board board={data} />
}

function Board({ board }: { board: Scoreboard }) {
  const { t } = useTranslation('quality')
  const { attacks, innocent } = board.total
  return (
    <div className="quality">
      <Text size="sm" maw="80ch">
        {t('intro', { attacks: attacks.requests, innocent: innocent.requests })}
      </Text>
      <Totals board={board} />
      <Cautions />
      <ScoreTable
        title={t('attacks')}
        columns={[t('type'), t('requests'), t('foundShort'), t('recall')]}
        color="var(--good)"
        rows={attackRows(board, t)}
      />
      <ScoreTable
        title={t('innocent')}
        columns={[t('kind'), t('requests'), t('flaggedShort'), t('falseShare')]}
        color="var(--warning)"
        rows={innocentRows(board, t)}
      />
    </div>
  )
}

type Words = TFunction<'quality'>

const attackRows = ({ attacks, misjudged }: Scoreboard, t: Words): Row[] =>
  attacks.map(({ type, requests, found, missed, foundWithRightType, interval }) => ({
    name: typeWord(type),
    requests,
    hits: found,
    interval,
    examples: misjudged.filter(({ expected }) => expected[0] === type),
    summary: [
      ...(missed > 0 ? [t('missed', { count: missed })] : []),
      ...(found > foundWithRightType ? [t('otherType', { count: found - foundWithRightType })] : []),
    ],
    nothing: t('allFound'),
  }))

/** What is flagged most stands first: it is what one comes to see. */
const innocentRows = ({ innocent, misjudged }: Scoreboard, t: Words): Row[] =>
  [...innocent]
    .sort((a, b) => b.flagged / b.requests - a.flagged / a.requests || compareNames(a.kind, b.kind))
    .map(({ kind, requests, flagged, interval }) => ({
      name: kind,
      requests,
      hits: flagged,
      interval,
      examples: misjudged.filter((one) => one.verdict === 'flagged' && one.kind === kind),
      summary: flagged > 0 ? [t('flaggedCount', { count: flagged })] : [],
      nothing: t('allLeftAlone'),
    }))
