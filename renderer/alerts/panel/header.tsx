import { Badge, Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { PanelStep } from '../../parts/panel-part.tsx'
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
      <PanelStep label={t('previous')} Icon={IconChevronUp} onClick={onPrevious} />
      <PanelStep label={t('next')} Icon={IconChevronDown} onClick={onNext} />
    </Group>
  )
}
