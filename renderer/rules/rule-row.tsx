import { useHash } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Severity, SignatureSetting } from '../../contract/index.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { engineLanguage } from '../parts/terms.ts'
import { HitCount } from './hit-links.tsx'
import { RuleSwitch } from './rule-controls.tsx'
import type { Hits } from './rule-list.ts'

export interface RuleRowProps {
  readonly title: string
  readonly setting: SignatureSetting
  readonly hits: Hits
  /** its page, shown when it is opened */
  readonly children: ReactNode
}

/** One signature: what it is called, how it is set and what it brought; its page opens below. `#id` opens it at once. */
export function RuleRow({ title, setting, hits, children }: RuleRowProps) {
  const { id, isOn, reportedAs } = setting
  const { isOpen, toggle, button } = useLinked(id)
  return (
    <div className="rule" id={id} data-off={isOn ? undefined : true}>
      <div className="rule-row">
        <button ref={button} type="button" className="rule-open" aria-expanded={isOpen} onClick={toggle}>
          <IconChevronRight size={15} aria-hidden className="rule-chevron" />
          <span className="rule-name">
            <span lang={engineLanguage}>{title}</span>
            <span className="mono quiet">{id}</span>
          </span>
        </button>
        <Marks setting={setting} />
        <ReportedAs severity={reportedAs} />
        <HitCount ids={[id]} name={title} hits={hits} />
        <RuleSwitch setting={setting} name={title} />
      </div>
      {isOpen && <div className="rule-page">{children}</div>}
    </div>
  )
}

/** Opens, comes into view and takes the keyboard where the address ends with its id. */
function useLinked(id: string) {
  const [hash] = useHash({ getInitialValueInEffect: false })
  const isLinked = hash === `#${id}`
  const [isOpen, setOpen] = useState(isLinked)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isLinked) return
    setOpen(true)
    button.current?.closest('.rule')?.scrollIntoView({ block: 'start' })
    button.current?.focus({ preventScroll: true })
  }, [isLinked])
  return { isOpen, button, toggle: () => setOpen(!isOpen) }
}

/** What is not as shipped, in words. */
export function Marks({ setting }: { setting: Pick<SignatureSetting, 'enabled' | 'severity' | 'isOn'> }) {
  const { t } = useTranslation('rules')
  return (
    <span className="rule-marks">
      {!setting.isOn && (
        <span className="rule-mark">{setting.enabled ? t('offWithDetector') : t('off')}</span>
      )}
      {setting.severity !== null && <span className="rule-mark">{t('ownSeverity')}</span>}
    </span>
  )
}

export function ReportedAs({ severity }: { severity: Severity | null }) {
  const { t } = useTranslation('rules')
  if (severity !== null) return <SeverityMark severity={severity} />
  return <span className="quiet rule-by-score">{t('byScore')}</span>
}
