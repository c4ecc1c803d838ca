import { Badge, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DetectorDoc, SignatureDoc } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { formatNumber } from '../parts/format.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { words } from './words.ts'

const holds = (detector: DetectorDoc, text: string): boolean =>
  JSON.stringify(detector).toLowerCase().includes(text.toLowerCase())

/** The field guide: every detector, what it is mistaken for, and its signatures with their examples. */
export default function RulesPage() {
  const { data, error, refetch } = useQuery(
    orpc.detectors.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const [text, setText] = useState('')
  useEffect(() => {
    if (data) document.getElementById(decodeURIComponent(window.location.hash.slice(1)))?.scrollIntoView()
  }, [data])
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[60, 200, 201]} />
  const shown = data.filter((detector) => holds(detector, text))
  const signatures = data.reduce((sum, detector) => sum + detector.signatures.length, 0)
  return (
    <div className="page" style={{ maxWidth: 1080 }}>
      <Group justify="space-between" mb="lg">
        <div>
          <h1 style={{ fontSize: 20, margin: 0, fontWeight: 600 }}>{words.title}</h1>
          <Text size="sm" c="dimmed">
            {words.intro(formatNumber(data.length), formatNumber(signatures))}
          </Text>
        </div>
        <TextInput
          size="xs"
          w={260}
          leftSection={<IconSearch size={15} aria-hidden />}
          placeholder={words.search}
          aria-label={words.search}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Group>
      {shown.length === 0 && <Empty title={words.none} text="" />}
      <Stack gap="md">
        {shown.map((detector) => (
          <Detector key={detector.id} detector={detector} />
        ))}
      </Stack>
    </div>
  )
}

function Detector({ detector }: { detector: DetectorDoc }) {
  return (
    <section className="card" id={detector.id}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <h2 style={{ fontSize: 16, margin: 0, fontWeight: 600 }}>{detector.title}</h2>
        <Group gap={8} justify="flex-end">
          {[...detector.attack, ...detector.cwe, ...detector.capec].map((id) => (
            <Badge key={id} variant="default" size="sm" fw={500} tt="none">
              {id}
            </Badge>
          ))}
          <SeverityMark severity={detector.severity} />
        </Group>
      </Group>
      <Text size="sm" mt={4}>
        {detector.summary}
      </Text>
      {detector.falsePositives.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {words.falsePositives}: {detector.falsePositives.join('; ')}.
        </Text>
      )}
      {detector.signatures.map((signature) => (
        <Signature key={signature.id} signature={signature} />
      ))}
    </section>
  )
}

function Signature({ signature }: { signature: SignatureDoc }) {
  return (
    <details
      id={signature.id}
      style={{ borderTop: '1px solid var(--line)', marginTop: 12, paddingTop: 10 }}
      open={window.location.hash === `#${signature.id}`}
    >
      <summary style={{ cursor: 'pointer', fontSize: 14 }}>
        <span style={{ marginRight: 12 }}>{signature.title}</span>
        <span className="mono" style={{ color: 'var(--quiet)' }}>
          {signature.id}
        </span>
      </summary>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: '110px minmax(0,1fr)',
          gap: '8px 14px',
          fontSize: 13,
          padding: '12px 0 4px',
        }}
      >
        <span style={{ color: 'var(--quiet)' }}>{words.confidence}</span>
        <span className="tabular">{signature.confidence.toFixed(2)}</span>
        {signature.fields.length > 0 && (
          <>
            <span style={{ color: 'var(--quiet)' }}>{words.fields}</span>
            <span>{signature.fields.join(', ')}</span>
          </>
        )}
        <Examples title={words.matches} color="#f1215c" examples={signature.matches} />
        <Examples title={words.ignores} color="#3fb68b" examples={signature.ignores} />
        <span style={{ color: 'var(--quiet)' }}>{words.patterns(signature.patterns.length)}</span>
        <Patterns patterns={signature.patterns} />
        {signature.why && (
          <>
            <span />
            <span>{signature.why}</span>
          </>
        )}
      </div>
    </details>
  )
}

/** Any of them is a match. */
function Patterns({ patterns }: { patterns: readonly string[] }) {
  return (
    <ul className="mono" style={{ margin: 0, padding: 0, listStyle: 'none', color: 'var(--quiet)' }}>
      {patterns.map((pattern) => (
        <li key={pattern} style={{ marginBottom: 4, overflowWrap: 'anywhere' }}>
          {pattern}
        </li>
      ))}
    </ul>
  )
}

function Examples({ title, color, examples }: { title: string; color: string; examples: readonly string[] }) {
  return (
    <>
      <span style={{ color: 'var(--quiet)' }}>{title}</span>
      <div>
        {examples.map((example) => (
          <div
            key={example}
            className="mono"
            style={{
              borderLeft: `2px solid ${color}`,
              paddingLeft: 10,
              marginBottom: 4,
              overflowWrap: 'anywhere',
            }}
          >
            {example}
          </div>
        ))}
      </div>
    </>
  )
}
