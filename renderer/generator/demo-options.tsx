import { Button, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { GeneratorOptions } from '../../contract/index.ts'
import { useLive } from '../app/live.tsx'
import { useClearDemo, useStartDemo } from './use-demo.ts'

export interface DemoOptionsProps {
  readonly options: GeneratorOptions
  readonly onChange: (options: GeneratorOptions) => void
}

/** How fast and which attacks; a half-typed number changes nothing. */
export function DemoOptions({ options, onChange }: DemoOptionsProps) {
  const { t } = useTranslation('generator')
  const { status } = useLive()
  const start = useStartDemo()
  const clear = useClearDemo()
  const isRunning = status?.generator.running ?? false
  const demoAlerts = status?.demoAlerts ?? 0
  const change = (part: Partial<Record<keyof GeneratorOptions, string | number>>) => {
    const parsed = GeneratorOptions.safeParse({ ...options, ...part })
    if (parsed.success) onChange(parsed.data)
  }
  return (
    <Stack gap="sm">
      <Text fw={600} size="sm">
        {t('title')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('explain')}
      </Text>
      <Group grow>
        <NumberInput
          size="xs"
          label={t('rate')}
          min={0.1}
          max={5000}
          value={options.rate}
          onChange={(rate) => change({ rate })}
        />
        <NumberInput
          size="xs"
          label={t('seed')}
          min={0}
          max={4_294_967_295}
          allowDecimal={false}
          value={options.seed}
          onChange={(seed) => change({ seed })}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {t('seedHelp')}
      </Text>
      {isRunning && (
        <Button size="xs" variant="default" loading={start.isPending} onClick={() => start.mutate(options)}>
          {t('restart')}
        </Button>
      )}
      <Button
        size="xs"
        variant="light"
        color="red"
        disabled={demoAlerts === 0 && !isRunning}
        loading={clear.isPending}
        onClick={() => clear.mutate({})}
      >
        {t('clear')}
      </Button>
      {demoAlerts > 0 && (
        <Text size="xs" c="dimmed" className="tabular">
          {t('clearHelp', { count: demoAlerts })}
        </Text>
      )}
    </Stack>
  )
}
