import { ActionIcon, Button, Group, NumberInput, Popover, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '../app/client.ts'
import { useLive } from '../app/live.tsx'
import { formatNumber } from '../parts/format.ts'
import { tell, tellFailure } from '../parts/notify.ts'
import { words } from './words.ts'

/** Starts and stops the built-in attacks, and takes their traces away. */
export function GeneratorControl() {
  const { status } = useLive()
  const queries = useQueryClient()
  const [rate, setRate] = useState(20)
  const [seed, setSeed] = useState(1)
  const onError = (error: Error) => tellFailure(words.failed, error)
  const refresh = () => queries.invalidateQueries()
  const start = useMutation(orpc.generator.start.mutationOptions({ onError, onSuccess: refresh }))
  const stop = useMutation(orpc.generator.stop.mutationOptions({ onError, onSuccess: refresh }))
  const clear = useMutation(
    orpc.generator.clear.mutationOptions({
      onError,
      onSuccess: ({ removed }) => {
        tell(words.cleared(formatNumber(removed)))
        return refresh()
      },
    }),
  )
  const isRunning = status?.generator.running ?? false
  return (
    <Group gap={6} wrap="nowrap">
      {isRunning && (
        <Text size="xs" c="dimmed" className="tabular" style={{ whiteSpace: 'nowrap' }} visibleFrom="md">
          {words.running(formatNumber(status?.generator.lines ?? 0))}
        </Text>
      )}
      {isRunning ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerStopFilled size={13} aria-hidden />}
          loading={stop.isPending}
          onClick={() => stop.mutate({})}
        >
          {words.stop}
        </Button>
      ) : (
        <Button
          size="xs"
          autoContrast
          leftSection={<IconPlayerPlayFilled size={13} aria-hidden />}
          loading={start.isPending}
          onClick={() => start.mutate({ rate, seed })}
        >
          {words.start}
        </Button>
      )}
      <Popover width={300} position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <ActionIcon variant="default" size={30} aria-label={words.options}>
            <IconChevronDown size={15} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="sm">
            <Text fw={600} size="sm">
              {words.title}
            </Text>
            <Text size="xs" c="dimmed">
              {words.explain}
            </Text>
            <Group grow>
              <NumberInput
                size="xs"
                label={words.rate}
                min={0.1}
                max={5000}
                value={rate}
                onChange={(v) => setRate(Number(v) || 20)}
              />
              <NumberInput
                size="xs"
                label={words.seed}
                min={0}
                max={4294967295}
                value={seed}
                onChange={(v) => setSeed(Number(v) || 0)}
              />
            </Group>
            <Text size="xs" c="dimmed">
              {words.seedHelp}
            </Text>
            <Button
              size="xs"
              variant="light"
              color="red"
              disabled={(status?.demoAlerts ?? 0) === 0 && !isRunning}
              loading={clear.isPending}
              onClick={() => clear.mutate({})}
            >
              {words.clear}
            </Button>
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}
