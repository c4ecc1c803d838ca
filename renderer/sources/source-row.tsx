import { ActionIcon, Switch, Table, Tooltip } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Source } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { formatNumber, formatShare } from '../parts/format.ts'
import { tellFailure } from '../parts/notify.tsx'
import { LastLine, Pace } from './pace.tsx'
import { SourceState } from './state.tsx'

export interface SourceRowProps {
  readonly source: Source
  /** epoch milliseconds */
  readonly now: number
  readonly onRemove: (source: Source, button: HTMLElement) => void
  readonly onQuarantine: (source: Source) => void
}

/** One source: what it is, how it is doing, and what came of each of its lines. */
export function SourceRow({ source, now, onRemove, onQuarantine }: SourceRowProps) {
  const { t } = useTranslation('sources')
  return (
    <Table.Tr>
      <Table.Td className="source-name">
        <div>{source.name}</div>
        {source.path && <div className="mono quiet">{source.path}</div>}
        <p className="source-note">
          {t(`are.${source.kind}`)}
          {source.kind === 'sealed' && ` · ${source.keySet ? t('ownKey') : t('vedetteKey')}`}
        </p>
      </Table.Td>
      <Table.Td>
        <SourceState source={source} now={now} />
      </Table.Td>
      <Table.Td className="tabular">
        <Formats formats={source.formats} />
      </Table.Td>
      <Table.Td className="tabular">
        <Lines source={source} onQuarantine={onQuarantine} />
      </Table.Td>
      <Table.Td className="tabular source-pace">
        <Pace source={source} />
      </Table.Td>
      <Table.Td className="tabular">
        <LastLine source={source} now={now} />
      </Table.Td>
      <Table.Td>{source.kind !== 'demo' && <SourceActions source={source} onRemove={onRemove} />}</Table.Td>
    </Table.Tr>
  )
}

/** Which formats its lines were read as, the most frequent first. */
function Formats({ formats }: Pick<Source, 'formats'>) {
  const all = formats.reduce((sum, { lines }) => sum + lines, 0)
  if (all === 0) return '–'
  return (
    <ul className="source-formats">
      {[...formats]
        .sort((a, b) => b.lines - a.lines)
        .map(({ format, lines }) => (
          <li key={format} title={formatNumber(lines)}>
            {format} {formats.length > 1 && <span className="quiet">{formatShare(lines / all)}</span>}
          </li>
        ))}
    </ul>
  )
}

/** Every line is accounted for: read with a format or without, or never opened. */
function Lines({ source, onQuarantine }: Pick<SourceRowProps, 'source' | 'onQuarantine'>) {
  const { t } = useTranslation('sources')
  const { lines, unparsed, tokensFailed, quarantined, name } = source
  return (
    <>
      <div>{formatNumber(lines)}</div>
      {unparsed > 0 && <p className="source-note">{t('unparsed', { count: unparsed })}</p>}
      {tokensFailed > 0 && <p className="source-note">{t('refused', { count: tokensFailed })}</p>}
      {quarantined > 0 && (
        <button
          type="button"
          className="text-button source-note"
          aria-haspopup="dialog"
          aria-label={t('quarantinedOf', { count: quarantined, name })}
          onClick={() => onQuarantine(source)}
        >
          {t('quarantined', { count: quarantined })}
        </button>
      )}
    </>
  )
}

function SourceActions({ source, onRemove }: Pick<SourceRowProps, 'source' | 'onRemove'>) {
  const { t } = useTranslation('sources')
  const queries = useQueryClient()
  const onError = (error: Error) => tellFailure(t('failed'), error)
  const onSuccess = () => queries.invalidateQueries({ queryKey: orpc.sources.key() })
  const setEnabled = useMutation(orpc.sources.setEnabled.mutationOptions({ onError, onSuccess }))
  return (
    <div className="source-actions">
      <Switch
        size="sm"
        aria-label={t('onOf', { name: source.name })}
        checked={source.enabled}
        onChange={(event) => setEnabled.mutate({ id: source.id, enabled: event.currentTarget.checked })}
      />
      <Tooltip label={t('remove')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('removeOf', { name: source.name })}
          onClick={(event) => onRemove(source, event.currentTarget)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
