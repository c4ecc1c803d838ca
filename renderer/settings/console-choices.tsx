import { Select, SimpleGrid, Text, useMantineColorScheme } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { schemes } from '../app/scheme.ts'
import { tellFailure } from '../parts/notify.tsx'
import { type LanguageChoice, speak, storedChoice } from '../words/index.ts'
import { isLanguage, languages } from '../words/languages.ts'

/** How the console looks and speaks: of this browser alone, so it is not among what the engine keeps. */
export function ConsoleChoices() {
  const { t } = useTranslation('settings')
  return (
    <section className="card">
      <h2 className="card-title">{t('console')}</h2>
      <SimpleGrid cols={2}>
        <LanguageSelect />
        <SchemeSelect />
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="sm">
        {t('consoleHelp')}
      </Text>
    </section>
  )
}

function LanguageSelect() {
  const { t } = useTranslation('settings')
  const [choice, choose] = useLocalStorage<LanguageChoice>(storedChoice)
  return (
    <Select
      label={t('language')}
      allowDeselect={false}
      value={choice}
      data={[
        { value: 'system', label: t('system') },
        ...Object.entries(languages).map(([value, label]) => ({ value, label })),
      ]}
      onChange={(value) => {
        const chosen = value !== null && isLanguage(value) ? value : 'system'
        speak(chosen).then(
          () => choose(chosen),
          (error: Error) => tellFailure(t('failed'), error),
        )
      }}
    />
  )
}

function SchemeSelect() {
  const { t } = useTranslation('settings')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Select
      label={t('scheme')}
      allowDeselect={false}
      value={colorScheme}
      data={schemes.map((value) => ({ value, label: t(`schemes.${value}`) }))}
      onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'dark')}
    />
  )
}
