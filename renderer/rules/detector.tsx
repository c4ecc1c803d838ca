import { useHash } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { standardLinks } from '../parts/standard-links.ts'
import { engineLanguage } from '../parts/terms.ts'
import { DetectorHead } from './detector-head.tsx'
import { RuleSeverity } from './rule-controls.tsx'
import { type RuleGroup, sumOfHits } from './rule-list.ts'
import { Signature } from './signature.tsx'

/** One detector's page: what it is, what it is mistaken for, and its signatures, which open on demand. */
export function Detector({ group, isNarrowed }: { group: RuleGroup; isNarrowed: boolean }) {
  const { t } = useTranslation('rules')
  const { doc, setting, rules } = group
  const [hash] = useHash({ getInitialValueInEffect: false })
  const isLinked = [doc, ...doc.signatures].some(({ id }) => hash === `#${id}`)
  const [isOpen, setOpen] = useState(isLinked)
  useEffect(() => {
    if (isLinked) setOpen(true)
  }, [isLinked])
  const areShown = isOpen || isNarrowed
  return (
    <section className="card rule-group" id={doc.id} aria-label={doc.title}>
      <DetectorHead
        title={doc.title}
        severity={doc.severity}
        setting={setting}
        hits={sumOfHits(rules.map(({ hits }) => hits))}
        signatures={rules.filter(({ hits }) => hits.count > 0).map((rule) => rule.doc.id)}
      />
      <p className="rule-summary" lang={engineLanguage}>
        {doc.summary}
      </p>
      {areShown && <About group={group} />}
      {!isNarrowed && (
        <button
          type="button"
          className="text-button rule-unfold"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? t('fold') : t('unfold', { count: rules.length })}
        </button>
      )}
      {areShown &&
        rules.map((rule) => <Signature key={rule.doc.id} rule={rule} inherited={setting.severity} />)}
    </section>
  )
}

/** What it is mistaken for, where more of it stands, and the severity of all its signatures. */
function About({ group: { doc, setting } }: { group: RuleGroup }) {
  const { t } = useTranslation('rules')
  return (
    <div className="rule-about">
      {doc.falsePositives.length > 0 && (
        <p className="quiet">{t('falsePositives', { what: doc.falsePositives.join('; ') })}</p>
      )}
      <ul className="rule-links">
        {standardLinks(doc).map(({ id, name, href }) => (
          <li key={id}>
            <a className="text-link" href={href} target="_blank" rel="noopener noreferrer">
              {name === '' ? id : `${id} ${name}`}
            </a>
          </li>
        ))}
        {doc.references.map((href) => (
          <li key={href}>
            <a className="text-link" href={href} title={href} target="_blank" rel="noopener noreferrer">
              {new URL(href).hostname}
            </a>
          </li>
        ))}
      </ul>
      <RuleSeverity
        setting={setting}
        name={doc.title}
        label={t('severityOfAll')}
        otherwise={null}
        otherwiseLabel={t('eachAsShipped')}
      />
    </div>
  )
}
