import { Group, Stack, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DetectorDoc } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { Detector } from './detector.tsx'

const holds = (detector: DetectorDoc, text: string): boolean =>
  JSON.stringify(detector).toLowerCase().includes(text.toLowerCase())

/** The field guide: every detector, what it is mistaken for, and its signatures with their examples. */
export function Guide() {
  const { t } = useTranslation('rules')
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
    <>
      <Group justify="space-between" mb="md">
        <Text size="sm" c="dimmed">
          {t('intro', { detectors: data.length, signatures })}
        </Text>
        <TextInput
          size="xs"
          w={260}
          leftSection={<IconSearch size={15} aria-hidden />}
          placeholder={t('search')}
          aria-label={t('search')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Group>
      {shown.length === 0 && <Empty title={t('none')} text="" />}
      <Stack gap="md">
        {shown.map((detector) => (
          <Detector key={detector.id} detector={detector} />
        ))}
      </Stack>
    </>
  )
}
