import { ActionIcon, Button, Group, Popover } from '@mantine/core'
import { IconChevronDown, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GeneratorOptions } from '../../contract/index.ts'
import { useLive } from '../app/live.tsx'
import { DemoOptions } from './demo-options.tsx'
import { useStartDemo, useStopDemo } from './use-demo.ts'

/** Starts and stops the built-in attacks, shows that what is seen is a demo, and takes its traces away. */
export function GeneratorControl() {
  const { t } = useTranslation('generator')
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
          {t('stop')}
        </Button>
      ) : (
        <Button
          size="xs"
          leftSection={<IconPlayerPlayFilled size={13} aria-hidden />}
          loading={start.isPending}
          onClick={() => start.mutate(options)}
        >
          {t('start')}
        </Button>
      )}
      <Popover width={300} position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon variant="default" size={30} aria-label={t('options')}>
            <IconChevronDown size={15} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('title')}>
          <DemoOptions options={options} onChange={setOptions} />
        </Popover.Dropdown>
      </Popover>
    </Group>
  )
}

/** Says, as long as there is anything of the demo, that it is one. */
function DemoMark() {
  const { t } = useTranslation('generator')
  const { status } = useLive()
  if (!status || (!status.generator.running && status.demoAlerts === 0)) return null
  const { running, rate, lines, seed } = status.generator
  return (
    <div
      className="demo-mark tabular"
      title={running ? t('runningTitle', { count: lines, seed }) : t('leftTitle')}
    >
      <b>{t('demo')}</b>
      {running ? t('running', { count: rate }) : t('left', { count: status.demoAlerts })}
    </div>
  )
}
