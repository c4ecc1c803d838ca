import { ActionIcon, Button, Group, Popover } from '@mantine/core'
import { IconChevronDown, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useState } from 'react'
import type { GeneratorOptions } from '../../contract/index.ts'
import { useLive } from '../app/live.tsx'
import { formatCompact, formatNumber } from '../parts/format.ts'
import { DemoOptions } from './demo-options.tsx'
import { useStartDemo, useStopDemo } from './use-demo.ts'
import { words } from './words.ts'

/** Starts and stops the built-in attacks, shows that what is seen is a demo, and takes its traces away. */
export function GeneratorControl() {
  const { status } = useLive()
  const [options, setOptions] = useState<GeneratorOptions>({ rate: 20, seed: 1 })
  const start = useStartDemo()
  const stop = useStopDemo()
  const isRunning = status?.generator.running ?? false
  return (
    <Group gap={6} wrap="nowrap">
      <DemoMark />
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
          onClick={() => start.mutate(options)}
        >
          {words.start}
        </Button>
      )}
      <Popover width={300} position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon variant="default" size={30} aria-label={words.options}>
            <IconChevronDown size={15} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={words.title}>
          <DemoOptions options={options} onChange={setOptions} />
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}

/** Says, as long as there is anything of the demo, that it is one. */
function DemoMark() {
  const { status } = useLive()
  if (!status || (!status.generator.running && status.demoAlerts === 0)) return null
  const { running, rate, lines, seed } = status.generator
  return (
    <div
      className="demo-mark tabular"
      title={running ? words.runningTitle(formatNumber(lines), String(seed)) : words.leftTitle}
    >
      <b>{words.demo}</b>
      {running ? words.running(formatNumber(rate)) : words.left(formatCompact(status.demoAlerts))}
    </div>
  )
}
