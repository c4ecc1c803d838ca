import { Anchor, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { attackLink, attackName } from '../../parts/attack-names.ts'
import { Part } from '../../parts/panel-part.tsx'

/** Links of the rule's page, which Vedette ships: never from a log line. */
export function Techniques({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const links = [
    ...detail.attack.map((id) => ({
      label: `${id} ${attackName(id)}`.trim(),
      href: attackLink(id),
    })),
    ...detail.cwe.map((id) => ({
      label: id,
      href: `https://cwe.mitre.org/data/definitions/${id.replace('CWE-', '')}.html`,
    })),
    ...detail.capec.map((id) => ({
      label: id,
      href: `https://capec.mitre.org/data/definitions/${id.replace('CAPEC-', '')}.html`,
    })),
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
