import {
  Button,
  NumberInput,
  PasswordInput,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsChange, SettingsView } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useLive } from '../app/live.tsx'
import { tell, tellFailure } from '../parts/notify.ts'
import { Failed, Skeletons } from '../parts/states.tsx'
import { ConsoleChoices } from './console-choices.tsx'

export default function SettingsPage() {
  const { data, error, refetch } = useQuery(orpc.settings.get.queryOptions())
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[60, 300]} />
  return <SettingsForm settings={data} />
}

const toLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

function SettingsForm({ settings }: { settings: SettingsView }) {
  const { t } = useTranslation(['settings', 'parts'])
  const { status } = useLive()
  const queries = useQueryClient()
  const [change, setChange] = useState<SettingsChange>({})
  // Null is a value of its own, "the model's threshold, the built-in database": only what is absent is unchanged.
  const shown = <K extends keyof SettingsView & keyof SettingsChange>(name: K) => {
    const changed = change[name]
    return changed === undefined ? settings[name] : changed
  }
  const set = (part: SettingsChange) => setChange({ ...change, ...part })
  const save = useMutation(
    orpc.settings.set.mutationOptions({
      onSuccess: () => {
        setChange({})
        tell(t('saved'))
        return queries.invalidateQueries({ queryKey: orpc.settings.key() })
      },
      onError: (error) => tellFailure(t('failed'), error),
    }),
  )
  return (
    <form
      className="page"
      style={{ maxWidth: 980 }}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({
          ...change,
          ...(change.blockList && { blockList: change.blockList.flatMap(toLines) }),
          ...(change.allowList && { allowList: change.allowList.flatMap(toLines) }),
        })
      }}
    >
      <h1 className="page-title">{t('title')}</h1>
      <Stack gap={14}>
        <ConsoleChoices />
        <section className="card">
          <h2 className="card-title">{t('alerts')}</h2>
          <SimpleGrid cols={2}>
            <NumberInput
              label={t('retention')}
              description={t('retentionHelp')}
              min={1}
              max={3650}
              allowDecimal={false}
              value={shown('retentionDays')}
              onChange={(v) => set({ retentionDays: Number(v) })}
            />
            <NumberInput
              label={t('threshold')}
              description={t('thresholdHelp', { own: status?.model.threshold ?? '' })}
              min={0}
              max={1}
              step={0.01}
              value={shown('anomalyThreshold') ?? ''}
              onChange={(v) => set({ anomalyThreshold: v === '' ? null : Number(v) })}
            />
          </SimpleGrid>
          <Switch
            mt="md"
            label={t('notify')}
            description={t('notifyHelp')}
            checked={shown('notifyCritical')}
            onChange={(event) => set({ notifyCritical: event.currentTarget.checked })}
          />
        </section>
        <section className="card">
          <h2 className="card-title">{t('reputation')}</h2>
          <SimpleGrid cols={2}>
            <Textarea
              label={t('blockList')}
              description={t('blockListHelp')}
              autosize
              minRows={4}
              maxRows={12}
              value={shown('blockList').join('\n')}
              onChange={(e) => set({ blockList: e.currentTarget.value.split('\n') })}
            />
            <Textarea
              label={t('allowList')}
              description={t('allowListHelp')}
              autosize
              minRows={4}
              maxRows={12}
              value={shown('allowList').join('\n')}
              onChange={(e) => set({ allowList: e.currentTarget.value.split('\n') })}
            />
          </SimpleGrid>
          <Switch
            mt="md"
            label={t('abuse')}
            description={t('abuseHelp')}
            checked={shown('abuseIpDbEnabled')}
            onChange={(e) => set({ abuseIpDbEnabled: e.currentTarget.checked })}
          />
          <PasswordInput
            visibilityToggleButtonProps={{ 'aria-label': t('parts:showSecret') }}
            mt="sm"
            maw={460}
            label={t('abuseKey')}
            description={settings.abuseIpDbKeySet ? t('abuseKeySet') : t('abuseKeyNone')}
            value={change.abuseIpDbKey ?? ''}
            onChange={(e) => set({ abuseIpDbKey: e.currentTarget.value })}
            autoComplete="off"
          />
        </section>
        <section className="card">
          <h2 className="card-title">{t('geography')}</h2>
          <TextInput
            label={t('geoPath')}
            description={t('geoPathHelp')}
            value={shown('geoDatabasePath') ?? ''}
            onChange={(e) =>
              set({ geoDatabasePath: e.currentTarget.value === '' ? null : e.currentTarget.value })
            }
          />
          <Text size="sm" c="dimmed" mt="sm">
            {status &&
              t('inUse', { database: status.geography.database, attribution: status.geography.attribution })}
          </Text>
        </section>
        {status && (
          <section className="card">
            <h2 className="card-title">{t('model')}</h2>
            <Text size="sm" c="dimmed">
              {t('modelOf', { name: status.model.name, trained: Date.parse(status.model.trainedAt) })}
            </Text>
          </section>
        )}
        <div>
          <Button type="submit" disabled={Object.keys(change).length === 0} loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </Stack>
    </form>
  )
}
