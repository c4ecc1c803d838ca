import { Button, Group, PasswordInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../app/client.ts'

const empty = { path: '', name: '', key: '' }

/** Names a log file to read. What is wrong with it is said under its path. */
export function AddSourceForm() {
  const { t } = useTranslation(['sources', 'parts'])
  const queries = useQueryClient()
  const [fields, setFields] = useState(empty)
  const [kind, setKind] = useState<'plain' | 'sealed'>('plain')
  const [from, setFrom] = useState<'beginning' | 'end'>('beginning')
  const add = useMutation(
    orpc.sources.add.mutationOptions({
      onSuccess: () => {
        setFields(empty)
        return queries.invalidateQueries({ queryKey: orpc.sources.key() })
      },
    }),
  )
  return (
    <form
      className="card"
      aria-label={t('add')}
      onSubmit={(event) => {
        event.preventDefault()
        const { path, name, key } = fields
        add.mutate({
          path: path.trim(),
          kind,
          from,
          ...(name && { name }),
          ...(key && kind === 'sealed' && { key }),
        })
      }}
    >
      <h2 className="card-title">{t('add')}</h2>
      <Group align="flex-start" gap="md">
        <TextInput
          label={t('path')}
          description={t('pathHelp')}
          required
          flex={2}
          miw={280}
          value={fields.path}
          error={add.error?.message}
          onChange={(event) => setFields({ ...fields, path: event.currentTarget.value })}
        />
        <TextInput
          label={t('name')}
          description={t('nameHelp')}
          flex={1}
          miw={180}
          value={fields.name}
          maxLength={100}
          onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
        />
      </Group>
      <Group align="flex-start" gap="md" mt="sm">
        <Select
          label={t('kind')}
          w={230}
          allowDeselect={false}
          value={kind}
          data={[
            { value: 'plain', label: t('kinds.plain') },
            { value: 'sealed', label: t('kinds.sealed') },
          ]}
          onChange={(value) => setKind(value === 'sealed' ? 'sealed' : 'plain')}
        />
        <Select
          label={t('from')}
          w={230}
          allowDeselect={false}
          value={from}
          data={[
            { value: 'beginning', label: t('froms.beginning') },
            { value: 'end', label: t('froms.end') },
          ]}
          onChange={(value) => setFrom(value === 'end' ? 'end' : 'beginning')}
        />
        {kind === 'sealed' && (
          <PasswordInput
            visibilityToggleButtonProps={{ 'aria-label': t('parts:showSecret') }}
            label={t('key')}
            description={t('keyHelp')}
            flex={1}
            miw={260}
            value={fields.key}
            onChange={(event) => setFields({ ...fields, key: event.currentTarget.value })}
          />
        )}
        <Button type="submit" loading={add.isPending} mt={25}>
          {t('submit')}
        </Button>
      </Group>
    </form>
  )
}
