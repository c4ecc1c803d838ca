import { Anchor, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { Part } from '../../parts/panel-part.tsx'
import { standardLinks } from '../../parts/standard-links.ts'

/** Links of the rule's page, which Vedette ships: never from a log line. */
export function Techniques({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const links = [
    ...standardLinks(detail).map(({ id, name, href }) => ({ label: `${id} ${name}`.trim(), href })),
    ...detail.references.map((href) => ({ label: new URL(href).hostname, href })),
  ]
  if (links.length === 0) return null
  return (
    <Part title={t('techniques')}>
      <Group gap={14}>
        {links.map(({ label, href }) => (
          <Anchor key={href} href={href} target="_blank" rel="noopener noreferrer" size="sm">
            {label}
          </Anchor>
        ))}
      </Group>
    </Part>
  )
}
