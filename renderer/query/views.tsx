import { ActionIcon, Button, Group, Popover, Text, TextInput } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { z } from 'zod'
import { useFilter } from '../app/filter.ts'
import { tell } from '../parts/notify.tsx'

const View = z.object({ name: z.string().max(60), path: z.string().max(100), query: z.string().max(40_000) })
type View = z.infer<typeof View>

/** What is stored; an entry that makes no sense is left out, the others hold. */
const readViews = (text: string | undefined): View[] => {
  try {
    return z
      .array(z.unknown())
      .parse(JSON.parse(text ?? '[]'))
      .flatMap((entry) => View.safeParse(entry).data ?? [])
  } catch {
    return []
  }
}

/** Pages with their filters and range under names of the user's own, kept in this browser. */
export function Views() {
  const { t } = useTranslation('query')
  const { query } = useFilter()
  const [path, go] = useLocation()
  const [isOpen, setIsOpen] = useState(false)
  const [name, setName] = useState('')
  const [views, setViews] = useLocalStorage<View[]>({
    key: 'vedette-views',
    defaultValue: [],
    deserialize: readViews,
  })
  const save = () => {
    const view = { name: name.trim(), path: path.replace(/\/\d+$/, ''), query }
    if (view.name === '') return
    setViews((before) => [...before.filter((other) => other.name !== view.name), view])
    setName('')
    setIsOpen(false)
    tell(t('viewSaved', { name: view.name }))
  }
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon variant="default" size={30} aria-label={t('views')} onClick={() => setIsOpen(!isOpen)}>
          <IconBookmark size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown w={320}>
        <Text size="sm" fw={600} mb={6}>
          {t('views')}
        </Text>
        {views.length === 0 && (
          <Text size="xs" c="dimmed" mb={8}>
            {t('noViews')}
          </Text>
        )}
        {views.map((view) => (
          <Group key={view.name} gap={4} wrap="nowrap">
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              justify="flex-start"
              style={{ flex: 1 }}
              onClick={() => {
                go(`${view.path}${view.query}`)
                setIsOpen(false)
              }}
            >
              {view.name}
            </Button>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('forgetView', { name: view.name })}
              onClick={() => setViews((before) => before.filter(({ name: other }) => other !== view.name))}
            >
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault()
            save()
          }}
        >
          <Group gap={8} mt={8} wrap="nowrap">
            <TextInput
              size="xs"
              style={{ flex: 1 }}
              aria-label={t('viewName')}
              placeholder={t('viewName')}
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button size="xs" type="submit" disabled={name.trim() === ''}>
              {t('saveView')}
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
