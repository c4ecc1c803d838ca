import type { DetectorSetting } from '../../contract/index.ts'
import { HitCount } from './hit-links.tsx'
import { RuleSeverity, RuleSwitch } from './rule-controls.tsx'
import type { Hits } from './rule-list.ts'
import { Marks } from './rule-row.tsx'

export interface DetectorHeadProps {
  readonly title: string
  /** what having no severity of its own is called */
  readonly otherwiseLabel: string
  readonly setting: DetectorSetting
  readonly hits: Hits
  /** those of its signatures that have hits */
  readonly signatures: readonly string[]
}

/** What a detector is called, how it is set and what it brought. */
export function DetectorHead({ title, otherwiseLabel, setting, hits, signatures }: DetectorHeadProps) {
  return (
    <header className="rule-group-head">
      <h2>{title}</h2>
      <Marks setting={{ ...setting, isOn: setting.enabled }} />
      <RuleSeverity setting={setting} name={title} otherwise={null} otherwiseLabel={otherwiseLabel} />
      <HitCount ids={signatures} name={title} hits={hits} />
      <RuleSwitch setting={setting} name={title} />
    </header>
  )
}
