import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from 'wouter'
import { useFilter } from './filter.ts'
import { useLive } from './live.tsx'
import { words } from './words.ts'

/** What keeps Vedette from its work, said where nobody can miss it. */
export function Problems() {
  const { connected, loggedOut, status } = useLive()
  const { query } = useFilter()
  const icon = <IconAlertTriangle size={18} aria-hidden />
  const sentences = [
    ...(loggedOut ? [words.loggedOut] : connected ? [] : [words.disconnectedMore]),
    ...(status?.problems ?? []),
  ]
  return (
    <div className="problems" role="status">
      {sentences.map((sentence) => (
        <Alert key={sentence} color="yellow" variant="light" icon={icon}>
          {sentence}
        </Alert>
      ))}
      {status?.wrongKey && (
        <Alert color="red" variant="light" icon={icon} title={words.wrongKey}>
          {words.wrongKeyMore}{' '}
          <Link href={`/sources${query}`} className="text-link">
            {words.toSources}
          </Link>
        </Alert>
      )}
    </div>
  )
}
