import { ActionIcon, Badge, Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { SeverityMark } from '../../parts/severity.tsx'
import { typeWord } from '../../parts/terms.ts'

export interface HeaderProps {
  readonly detail: AlertDetail | undefined
  /** absent at an end of the list */
  readonly onPrevious: (() => void) | undefined
  readonly onNext: (() => void) | undefined
}

/** What the alert is, and the ways to the ones beside it. */
export function Header({ detail, onPrevious, onNext }: HeaderProps) {
  const { t } = useTranslation('alerts')
  return (
    <Group gap="sm">
      <Text fw={600}>{detail ? typeWord(detail.type) : t('panel')}</Text>
      {detail && <SeverityMark severity={detail.severity} />}
      {detail?.demo && (
        <Badge size="xs" variant="outline" color="gray">
          {t('demo')}
        </Badge>
      )}
      <Step label={t('previous')} Icon={IconChevronUp} onClick={onPrevious} />
      <Step label={t('next')} Icon={IconChevronDown} onClick={onNext} />
    </Group>
  )
}

interface StepProps {
  readonly label: string
  readonly Icon: typeof IconChevronUp
  readonly onClick: (() => void) | undefined
}

function Step({ label, Icon, onClick }: StepProps) {
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
