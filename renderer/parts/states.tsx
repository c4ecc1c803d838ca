import { Button, Center, Loader, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export function Loading() {
  const { t } = useTranslation('parts')
  return (
    <Center h="60vh">
      <Loader size="sm" aria-label={t('loading')} />
    </Center>
  )
}

export function Skeletons({ heights }: { heights: readonly number[] }) {
  const { t } = useTranslation('parts')
  return (
    <Stack p="lg" aria-busy="true" aria-label={t('loading')}>
      {heights.map((height) => (
        <Skeleton key={height} height={height} radius="md" />
      ))}
    </Stack>
  )
}

export function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation('parts')
  return (
    <Center mih={260} p="lg">
      <Stack align="center" gap="xs">
        <Text>{t('failed')}</Text>
        <Text c="dimmed" size="sm">
          {error.message}
        </Text>
        <Button variant="default" size="xs" onClick={onRetry} mt="xs">
          {t('retry')}
        </Button>
      </Stack>
    </Center>
  )
}

export function Empty({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <Center mih={320} p="lg">
      <Stack align="center" gap={6} maw={460}>
        <Title order={3} fz={18}>
          {title}
        </Title>
        <Text c="dimmed" ta="center" size="sm">
          {text}
        </Text>
        {children}
      </Stack>
    </Center>
  )
}
