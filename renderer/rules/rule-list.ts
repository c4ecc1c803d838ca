import type {
  DetectorDoc,
  DetectorSetting,
  RuleHits,
  RuleSettings,
  SignatureDoc,
  SignatureSetting,
} from '../../contract/index.ts'

/** What a rule brought: occurrences within the range that is shown, and its last one of all that are kept. */
export interface Hits {
  readonly count: number
  readonly lastTime: number | undefined
  /** of the resolved incidents with alerts of it; absent where none is */
  readonly decided?: RuleHits['decided']
}

/** A signature as it ships, as it is set, and what it brought. */
export interface Rule {
  readonly doc: SignatureDoc
  readonly setting: SignatureSetting
  readonly hits: Hits
}

/** A detector with those of its signatures that are shown. */
export interface RuleGroup {
  readonly doc: DetectorDoc
  readonly setting: DetectorSetting
  readonly rules: readonly Rule[]
}

/** What narrows the list: 'never' has no alert that is kept, 'noisy' is most of what comes. */
export const shows = ['all', 'off', 'changed', 'never', 'noisy'] as const
export type Show = (typeof shows)[number]

/** A rule is noisy with at least so many hits in the range, and such a share of all hits. */
export const noisy = { hits: 100, share: 0.1 } as const

export const isChanged = ({ enabled, severity }: Pick<SignatureSetting, 'enabled' | 'severity'>): boolean =>
  !enabled || severity !== null

const none: Hits = { count: 0, lastTime: undefined }

/** What each signature brought. @param ever hits without a range */
export function hitsById(within: readonly RuleHits[], ever: readonly RuleHits[]): ReadonlyMap<string, Hits> {
  const counts = new Map(within.map(({ signature, count }) => [signature, count]))
  return new Map(
    ever.map(({ signature, lastTime, decided }) => [
      signature,
      { count: counts.get(signature) ?? 0, lastTime, decided },
    ]),
  )
}

/** What several signatures brought together; an incident may have alerts of several, so what was decided does not add up. */
export const sumOfHits = (all: readonly Hits[]): Hits => ({
  count: all.reduce((sum, { count }) => sum + count, 0),
  lastTime: all.reduce<number | undefined>(
    (last, { lastTime }) => (lastTime === undefined ? last : Math.max(last ?? 0, lastTime)),
    undefined,
  ),
})

/** Each detector beside its settings and hits. The anomaly model, which has no page, is not among them. */
export function groupsOf(
  docs: readonly DetectorDoc[],
  settings: RuleSettings,
  hits: ReadonlyMap<string, Hits>,
): RuleGroup[] {
  const byId = new Map(settings.detectors.map((setting) => [setting.id, setting]))
  return docs.flatMap((doc) => {
    const setting = byId.get(doc.id)
    if (!setting) return []
    const own = new Map(setting.signatures.map((signature) => [signature.id, signature]))
    const rules = doc.signatures.flatMap((signature): Rule[] => {
      const set = own.get(signature.id)
      return set ? [{ doc: signature, setting: set, hits: hits.get(signature.id) ?? none }] : []
    })
    return [{ doc, setting, rules }]
  })
}

/** Whether a rule is among those that are wanted; `total` are the hits of all rules in the range. */
export function isShown(
  show: Show,
  { setting, hits }: Pick<Rule, 'setting' | 'hits'>,
  detector: DetectorSetting,
  total: number,
): boolean {
  switch (show) {
    case 'all':
      return true
    case 'off':
      return !setting.isOn
    case 'changed':
      return isChanged(setting) || isChanged(detector)
    case 'never':
      return hits.lastTime === undefined
    case 'noisy':
      return hits.count >= noisy.hits && hits.count >= noisy.share * total
  }
}

const holds = (page: unknown, text: string): boolean => JSON.stringify(page).toLowerCase().includes(text)

/** The wanted rules that hold a text, or all wanted ones of a detector whose own page holds it. */
export function narrowed(
  groups: readonly RuleGroup[],
  { show, text, total }: { show: Show; text: string; total: number },
): RuleGroup[] {
  const wanted = text.trim().toLowerCase()
  return groups.flatMap((group) => {
    const { signatures: _, ...page } = group.doc
    const isPageMeant = wanted === '' || holds(page, wanted)
    const rules = group.rules.filter(
      (rule) => isShown(show, rule, group.setting, total) && (isPageMeant || holds(rule.doc, wanted)),
    )
    return rules.length === 0 ? [] : [{ ...group, rules }]
  })
}
