import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { alertTypes, severities, triageStates } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import type { Field } from './fields.ts'
import { valueLabel } from './labels.ts'
import type { Known } from './suggest.ts'

const methods = ['GET', 'POST', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH']
const statuses = ['2xx', '3xx', '4xx', '5xx', '200', '301', '401', '403', '404', '500', '>=500']

const plain = (values: readonly string[]): Known[] => values.map((value) => ({ value }))

/** What the query line offers for each field; asked of the engine once somebody types. */
export function useKnownValues(isAsked: boolean): (field: Field) => readonly Known[] {
  const { data: sources } = useQuery({ ...orpc.sources.list.queryOptions(), enabled: isAsked })
  const { data: detectors } = useQuery({ ...orpc.detectors.queryOptions(), enabled: isAsked })
  const { data: overview } = useQuery({ ...orpc.overview.queryOptions({ input: {} }), enabled: isAsked })
  return useCallback(
    (field) => {
      const labelled = (values: readonly string[]): Known[] =>
        values.map((value) => ({ value, label: valueLabel(field, value) }))
      switch (field) {
        case 'type':
          return labelled(alertTypes)
        case 'severity':
          return [...labelled(severities), ...plain(['>=high', '>=medium'])]
        case 'state':
          return labelled(triageStates)
        case 'ip':
          return plain((overview?.addresses ?? []).map(({ ip }) => ip))
        case 'network':
          return plain((overview?.networks ?? []).map(({ key }) => key))
        case 'country':
          return labelled((overview?.countries ?? []).map(({ code }) => code))
        case 'source':
          return (sources ?? []).map(({ id, name }) => ({ value: String(id), label: name }))
        case 'rule':
          return (detectors ?? []).flatMap(({ signatures }) =>
            signatures.map(({ id, title }) => ({ value: id, label: title })),
          )
        case 'method':
          return plain(methods)
        case 'status':
          return plain(statuses)
        case 'path':
        case 'text':
          return []
      }
    },
    [sources, detectors, overview],
  )
}
