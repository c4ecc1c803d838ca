import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const cautions = ['own', 'chosen', 'chance'] as const
const command = 'npm run -s bench:detect -- --missed --false'

/** What a reader must know before believing the numbers. */
export function Cautions() {
  const { t } = useTranslation('quality')
  return (
    <section className="quality-cautions" aria-label={t('caution')}>
      <h2 className="panel-title">{t('caution')}</h2>
      <ul>
        {cautions.map((caution) => (
          <li key={caution}>{t(`cautions.${caution}`)}</li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {t('reproduce')} <code className="mono">{command}</code>
      </Text>
    </section>
  )
}
