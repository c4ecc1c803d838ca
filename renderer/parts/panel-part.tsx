import { Button, CopyButton, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** A titled part of a side panel. */
export function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb={8}>
        <h2 className="panel-title">{title}</h2>
        {aside}
      </Group>
      {children}
    </section>
  )
}

export function Copy({ text }: { text: string }) {
  const { t } = useTranslation('parts')
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="subtle" onClick={copy}>
          {copied ? t('copied') : t('copy')}
        </Button>
      )}
    </CopyButton>
  )
}
