import type { DetectorSetting, Severity } from '../../contract/index.ts'
import { engineLanguage } from '../parts/terms.ts'
import { HitCount } from './hit-links.tsx'
import { RuleSwitch } from './rule-controls.tsx'
import type { Hits } from './rule-list.ts'
import { Marks, ReportedAs } from './rule-row.tsx'

export interface DetectorHeadProps {
  readonly title: string
  /** as shipped; null where it goes by score */
  readonly severity: Severity | null
  readonly setting: DetectorSetting
  readonly hits: Hits
  /** those of its signatures that have hits */
  readonly signatures: readonly string[]
}

/** What a detector is called, how it is set and what it brought. */
export function DetectorHead({ title, severity, setting, hits, signatures }: DetectorHeadProps) {
  return (
    <header className="rule-group-head">
      <h2 lang={engineLanguage}>{title}</h2>
      <Marks setting={{ ...setting, isOn: setting.enabled }} />
      <ReportedAs severity={setting.severity ?? severity} />
      <HitCount ids={signatures} name={title} hits={hits} />
      <RuleSwitch setting={setting} name={title} />
    </header>
  )
}
