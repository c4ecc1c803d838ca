import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AlertDetail } from '../../../contract/index.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { Part } from '../../parts/panel-part.tsx'
import { SeverityMark } from '../../parts/severity.tsx'
import { engineLanguage } from '../../parts/terms.ts'
import { Value } from '../../query/value.tsx'

/** The signatures that matched, each with its text and a way to its page among the rules. */
export function Matches({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  if (detail.evidence.length === 0) return null
  return (
    <Part title={t('evidence')}>
      <Stack gap={8}>
        {detail.evidence.map(({ signature, start, severity, title, match, note }) => (
          <div key={signature + start}>
            <Group gap={10} wrap="nowrap" align="baseline">
              <SeverityMark severity={severity} />
              <Text size="sm" lang={engineLanguage}>
                {title}
              </Text>
              <span className="fact-values rule-link">
                <Value field="rule" value={signature}>
                  <span className="mono">{signature}</span>
                </Value>
                <Link
                  href={`/rules#${signature}`}
                  className="text-link"
                  aria-label={t('toRule', { rule: signature })}
                >
                  {t('rule')}
                </Link>
              </span>
            </Group>
            {(match || note) && (
              <Text className="mono" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {visibleText(match || (note ?? ''))}
              </Text>
            )}
          </div>
        ))}
      </Stack>
    </Part>
  )
}
