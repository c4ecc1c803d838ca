import { Badge, Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Actor } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { formatCountry, formatDateTime, placeName } from '../parts/format.ts'
import { tell, tellFailure } from '../parts/notify.tsx'

const fields = { address: 'ip', network: 'network', country: 'country' } as const

/** Who it is, where, since when, and what can be done about it. */
export function ActorHeader({ actor, alerts }: { actor: Actor; alerts: number }) {
  const { t } = useTranslation('actor')
  const { kind, value, place, locality, network, reputation, isAllowed, first, last } = actor
  const { query, queryOf, queryWith, exclude } = useFilter()
  const own = { field: fields[kind], value, isNot: false }
  return (
    <header className="actor-header">
      <div>
        <div className="quiet">{t(`kind.${kind}`)}</div>
        <h1 className={kind === 'country' ? 'page-title' : 'page-title mono'}>
          {kind === 'country' ? (formatCountry(value, value) ?? value) : value}
        </h1>
        <Group gap={10} className="quiet">
          {kind !== 'country' && (
            <span>{placeName(place.city, place) || t(locality === 'private' ? 'private' : 'nowhere')}</span>
          )}
          {network !== undefined && network !== '' && (
            <Link className="text-link mono" href={`/actor/network/${encodeURIComponent(network)}${query}`}>
              {network}
            </Link>
          )}
          {kind !== 'country' && place.countryCode !== undefined && (
            <Link className="text-link" href={`/actor/country/${place.countryCode}${query}`}>
              {formatCountry(place.countryCode, place.country)}
            </Link>
          )}
          {first !== undefined && last !== undefined && (
            <span>{t('seen', { first: formatDateTime(first), last: formatDateTime(last) })}</span>
          )}
          {reputation && (
            <Badge variant="light" color="red" tt="none">
              {t('reputation', { score: reputation.score, list: reputation.list })}
            </Badge>
          )}
          {isAllowed && (
            <Badge variant="light" color="gray" tt="none">
              {t('allowed')}
            </Badge>
          )}
        </Group>
      </div>
      <Group gap={8} ml="auto">
        <Button component={Link} href={`/alerts${queryWith(own.field, own.value)}`} size="xs">
          {t('toAlerts', { count: alerts })}
        </Button>
        <Button component={Link} href={`/map${queryOf([own])}`} size="xs" variant="default">
          {t('toMap')}
        </Button>
        <Button size="xs" variant="default" onClick={() => exclude(fields[kind], value)}>
          {t('leaveOut')}
        </Button>
        {kind !== 'country' && <Lists value={value} />}
      </Group>
    </header>
  )
}

/** On or off the user's own lists, at once and undone by the same press. */
function Lists({ value }: { value: string }) {
  const { t } = useTranslation('actor')
  const queries = useQueryClient()
  const { data: settings } = useQuery(orpc.settings.get.queryOptions())
  const change = useMutation(
    orpc.settings.set.mutationOptions({
      onSuccess: () => {
        tell(t('listed'))
        void queries.invalidateQueries()
      },
      onError: (error) => tellFailure(t('notListed'), error),
    }),
  )
  if (!settings) return null
  const button = (name: 'blockList' | 'allowList', on: string, off: string) => {
    const list = settings[name]
    const isOn = list.includes(value)
    const next = isOn ? list.filter((entry) => entry !== value) : [...list, value]
    return (
      <Button
        size="xs"
        variant="default"
        aria-pressed={isOn}
        loading={change.isPending}
        onClick={() => change.mutate({ [name]: next })}
      >
        {isOn ? off : on}
      </Button>
    )
  }
  return (
    <>
      {button('blockList', t('block'), t('unblock'))}
      {button('allowList', t('allow'), t('disallow'))}
    </>
  )
}
