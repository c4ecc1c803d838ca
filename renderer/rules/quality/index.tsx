import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Scoreboard } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { typeWord } from '../../app/words.ts'
import { formatNumber } from '../../parts/format.ts'
import { Failed, Skeletons } from '../../parts/states.tsx'
import { Cautions } from './cautions.tsx'
import { type Row, ScoreTable } from './score-table.tsx'
import { Totals } from './totals.tsx'
import { words } from './words.ts'

/** How the labelled set that ships is judged by this engine: totals, each type and kind, and what went wrong. */
export function Quality() {
  const { data, error, refetch } = useQuery(orpc.rules.scoreboard.queryOptions({ staleTime: 60_000 }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <>
        <Text size="sm" c="dimmed" role="status">
          {words.running}
        </Text>
        <Skeletons heights={[90, 300, 301]} />
      </>
    )
  return <Board board={data} />
}

function Board({ board }: { board: Scoreboard }) {
  const { attacks, innocent } = board.total
  return (
    <div className="quality">
      <Text size="sm" maw="80ch">
        {words.intro(formatNumber(attacks.requests), formatNumber(innocent.requests))}
      </Text>
      <Totals board={board} />
      <Cautions />
      <ScoreTable
        title={words.attacks}
        columns={[words.type, words.requests, words.foundShort, words.recall]}
        color="#3fb68b"
        rows={attackRows(board)}
      />
      <ScoreTable
        title={words.innocent}
        columns={[words.kind, words.requests, words.flaggedShort, words.falseShare]}
        color="#f3a716"
        rows={innocentRows(board)}
      />
    </div>
  )
}

const attackRows = ({ attacks, misjudged }: Scoreboard): Row[] =>
  attacks.map(({ type, requests, found, missed, foundWithRightType, interval }) => ({
    name: typeWord[type],
    requests,
    hits: found,
    interval,
    examples: misjudged.filter(({ expected }) => expected[0] === type),
    summary: [
      ...(missed > 0 ? [words.missed(missed)] : []),
      ...(found > foundWithRightType ? [words.otherType(found - foundWithRightType)] : []),
    ],
    nothing: words.allFound,
  }))

/** What is flagged most stands first: it is what one comes to see. */
const innocentRows = ({ innocent, misjudged }: Scoreboard): Row[] =>
  [...innocent]
    .sort((a, b) => b.flagged / b.requests - a.flagged / a.requests || a.kind.localeCompare(b.kind))
    .map(({ kind, requests, flagged, interval }) => ({
      name: kind,
      requests,
      hits: flagged,
      interval,
      examples: misjudged.filter((one) => one.verdict === 'flagged' && one.kind === kind),
      summary: flagged > 0 ? [words.flaggedCount(flagged)] : [],
      nothing: words.allLeftAlone,
    }))
