import { Button, Group, PasswordInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '../app/client.ts'
import { words } from './words.ts'

const empty = { path: '', name: '', key: '' }

/** Names a log file to read. What is wrong with it is said under its path. */
export function AddSourceForm() {
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
      aria-label={words.add}
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
      <h2 className="card-title">{words.add}</h2>
      <Group align="flex-start" gap="md">
        <TextInput
          label={words.path}
          description={words.pathHelp}
          required
          flex={2}
          miw={280}
          value={fields.path}
          error={add.error?.message}
          onChange={(event) => setFields({ ...fields, path: event.currentTarget.value })}
        />
        <TextInput
          label={words.name}
          description={words.nameHelp}
          flex={1}
          miw={180}
          value={fields.name}
          maxLength={100}
          onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
        />
      </Group>
      <Group align="flex-start" gap="md" mt="sm">
        <Select
          label={words.kind}
          w={230}
          allowDeselect={false}
          value={kind}
          data={[
            { value: 'plain', label: words.kinds.plain },
            { value: 'sealed', label: words.kinds.sealed },
          ]}
          onChange={(value) => setKind(value === 'sealed' ? 'sealed' : 'plain')}
        />
        <Select
          label={words.from}
          w={230}
          allowDeselect={false}
          value={from}
          data={[
            { value: 'beginning', label: words.froms.beginning },
            { value: 'end', label: words.froms.end },
          ]}
          onChange={(value) => setFrom(value === 'end' ? 'end' : 'beginning')}
        />
        {kind === 'sealed' && (
          <PasswordInput
            label={words.key}
            description={words.keyHelp}
            flex={1}
            miw={260}
            value={fields.key}
            onChange={(event) => setFields({ ...fields, key: event.currentTarget.value })}
          />
        )}
        <Button type="submit" loading={add.isPending} mt={25} autoContrast>
          {words.submit}
        </Button>
      </Group>
    </form>
  )
}
