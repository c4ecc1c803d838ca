import { ActionIcon, Badge, Group, Text } from '@mantine/core'
import { type Icon, IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import type { Severity } from '../../contract/index.ts'
import { SeverityMark } from './severity.tsx'

interface Step {
  readonly label: string
  /** absent at an end of the list */
  readonly onClick: (() => void) | undefined
}

export interface PanelTitleProps {
  readonly title: string
  /** absent until it is known */
  readonly severity: Severity | undefined
  /** the word for invented traffic, where it is that */
  readonly demo: string | undefined
  readonly previous: Step
  readonly next: Step
}

/** What a side panel is about, and the ways to the ones before and after without closing it. */
export function PanelTitle({ title, severity, demo, previous, next }: PanelTitleProps) {
  return (
    <Group gap="sm">
      <Text fw={600}>{title}</Text>
      {severity && <SeverityMark severity={severity} />}
      {demo !== undefined && (
        <Badge size="xs" variant="outline" color="gray">
          {demo}
        </Badge>
      )}
      <PanelStep {...previous} Icon={IconChevronUp} />
      <PanelStep {...next} Icon={IconChevronDown} />
    </Group>
  )
}

function PanelStep({ label, Icon, onClick }: Step & { readonly Icon: Icon }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      disabled={onClick === undefined}
      onClick={onClick}
    >
      <Icon size={17} aria-hidden />
    </ActionIcon>
  )
}
