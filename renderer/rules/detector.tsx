import { Badge, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DetectorDoc } from '../../contract/index.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { engineLanguage } from '../parts/terms.ts'
import { Signature } from './signature.tsx'

/** One detector's page. */
export function Detector({ detector }: { detector: DetectorDoc }) {
  const { t } = useTranslation('rules')
  return (
    <section className="card" id={detector.id}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <h2 lang={engineLanguage} style={{ fontSize: 16, margin: 0, fontWeight: 600 }}>
          {detector.title}
        </h2>
        <Group gap={8} justify="flex-end">
          {[...detector.attack, ...detector.cwe, ...detector.capec].map((id) => (
            <Badge key={id} variant="default" size="sm" fw={500} tt="none">
              {id}
            </Badge>
          ))}
          <SeverityMark severity={detector.severity} />
        </Group>
      </Group>
      <Text size="sm" mt={4} lang={engineLanguage}>
        {detector.summary}
      </Text>
      {detector.falsePositives.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('falsePositives', { what: detector.falsePositives.join('; ') })}
        </Text>
      )}
      {detector.signatures.map((signature) => (
        <Signature key={signature.id} signature={signature} />
      ))}
    </section>
  )
}
