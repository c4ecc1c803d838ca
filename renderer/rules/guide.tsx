import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useContext, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { anomalyDetector, anomalySignature, type RuleHits, type RuleSettings } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { NowContext } from '../app/filter.ts'
import { formatList } from '../parts/format.ts'
import { Notice } from '../parts/notice.tsx'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { boundsOf } from '../query/range.ts'
import { Anomaly } from './anomaly.tsx'
import { Detector } from './detector.tsx'
import { HitRangeContext, type HitRangeName } from './hit-links.tsx'
import { groupsOf, hitsById, isShown, narrowed, type RuleGroup, type Show, shows } from './rule-list.ts'
import { RuleSearch } from './rule-search.tsx'
import { useRuleSettings } from './use-rules.ts'

const everySecond = 10_000
const none: readonly RuleHits[] = []

/** Every rule: what it is, how it is set, what it brought. */
export function Guide() {
  const [range, setRange] = useState<HitRangeName>('24h')
  const now = useContext(NowContext)
  const docs = useQuery(orpc.detectors.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const settings = useRuleSettings()
  const within = useQuery(
    orpc.rules.hits.queryOptions({ input: boundsOf(range, now), refetchInterval: everySecond }),
  )
  const ever = useQuery(orpc.rules.hits.queryOptions({ input: {}, refetchInterval: everySecond }))
  const error = docs.error ?? settings.error
  const [counted, kept] = [within.data ?? none, ever.data ?? none]
  const hits = useMemo(() => hitsById(counted, kept), [counted, kept])
  const groups = useMemo(
    () => (docs.data && settings.data ? groupsOf(docs.data, settings.data, hits) : undefined),
    [docs.data, settings.data, hits],
  )
  if (error)
    return <Failed error={error} onRetry={() => void docs.refetch().then(() => settings.refetch())} />
  if (!groups || !settings.data) return <Skeletons heights={[60, 200, 201]} />
  const total = counted.reduce((sum, { count }) => sum + count, 0)
  return (
    <HitRangeContext.Provider value={range}>
      <Rules groups={groups} settings={settings.data} hits={hits} total={total} onRange={setRange} />
    </HitRangeContext.Provider>
  )
}

interface RulesProps {
  readonly groups: readonly RuleGroup[]
  readonly settings: RuleSettings
  readonly hits: ReturnType<typeof hitsById>
  /** of all rules within the range */
  readonly total: number
  readonly onRange: (range: HitRangeName) => void
}

function Rules({ groups, settings, hits, total, onRange }: RulesProps) {
  const { t } = useTranslation('rules')
  const [text, setText] = useState('')
  const [show, setShow] = useState<Show>('all')
  const model = modelOf(settings, hits)
  const isModelShown = (wanted: Show) =>
    model !== undefined && isShown(wanted, model.rule, model.setting, total)
  const shown = narrowed(groups, { show, text, total })
  const isModelMeant =
    model !== undefined && isModelShown(show) && t('anomaly.words').includes(text.trim().toLowerCase())
  const counts = new Map(
    shows.map((one) => [
      one,
      narrowed(groups, { show: one, text: '', total }).reduce((sum, { rules }) => sum + rules.length, 0) +
        (isModelShown(one) ? 1 : 0),
    ]),
  )
  return (
    <>
      <RuleSearch
        text={text}
        onText={setText}
        show={show}
        onShow={setShow}
        counts={counts}
        onRange={onRange}
      />
      {settings.unknown.length > 0 && (
        <Notice>{t('unknown', { ids: formatList(settings.unknown), count: settings.unknown.length })}</Notice>
      )}
      {shown.length === 0 && !isModelMeant && <Empty title={t('none')} text={t('noneMore')} />}
      <Stack gap="md">
        {shown.map((group) => (
          <Detector key={group.doc.id} group={group} isNarrowed={show !== 'all' || text.trim() !== ''} />
        ))}
        {isModelMeant && (
          <Anomaly setting={model.setting} threshold={settings.anomalyThreshold} hits={model.rule.hits} />
        )}
      </Stack>
    </>
  )
}

/** The anomaly model among the settings. */
function modelOf(settings: RuleSettings, hits: RulesProps['hits']) {
  const setting = settings.detectors.find(({ id }) => id === anomalyDetector)
  const signature = setting?.signatures.find(({ id }) => id === anomalySignature)
  if (!setting || !signature) return undefined
  const own = hits.get(anomalySignature) ?? { count: 0, lastTime: undefined }
  return { setting, rule: { setting: signature, hits: own } }
}
