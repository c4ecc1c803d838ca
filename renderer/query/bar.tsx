import './query.css'
import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFilter } from '../app/filter.ts'
import { fields, isField } from './fields.ts'
import { useKnownValues } from './known-values.ts'
import { fieldName } from './labels.ts'
import { readLine, writeLine } from './line.ts'
import { type Suggestion, suggest } from './suggest.ts'
import { Views } from './views.tsx'

export const queryFieldId = 'query-line'
const applyAfterMs = 300

/** The line that narrows all screens: typed, suggested, and the same as the chips below. */
export function QueryBar() {
  const { t } = useTranslation('query')
  const { terms, setLine } = useFilter()
  const written = writeLine(terms)
  const [text, setText] = useState(written)
  const [caret, setCaret] = useState(0)
  const [isAsked, setIsAsked] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const valuesOf = useKnownValues(isAsked)
  const applied = useRef(written)
  /** what was typed and is not applied yet */
  const pending = useRef<string>(undefined)
  useEffect(() => {
    // Changed elsewhere, by a chip or a link: that is the last word, and what is being typed is not its own echo.
    if (written !== applied.current) {
      pending.current = undefined
      setText(written)
    }
    applied.current = written
  }, [written])
  const { problems } = useMemo(() => readLine(text), [text])
  const suggestions = useMemo(
    () => (isAsked ? suggest(text, caret, valuesOf) : []),
    [isAsked, text, caret, valuesOf],
  )

  const apply = () => {
    const line = pending.current
    pending.current = undefined
    if (line === undefined) return
    applied.current = writeLine(readLine(line).terms)
    setLine(line)
  }
  const applyLater = useDebouncedCallback(() => {
    if (readLine(pending.current ?? '').problems.length === 0) apply()
  }, applyAfterMs)
  const type = (line: string, at: number) => {
    setText(line)
    setCaret(at)
    combobox.openDropdown()
    combobox.resetSelectedOption()
    pending.current = line
    applyLater()
  }
  const take = ({ line, caret: at }: Suggestion) => {
    type(line, at)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const [problem] = problems
  const sentence =
    problem &&
    t(`problem.${problem.kind}`, {
      part: problem.part,
      fields: fields.filter(isField).join(', '),
    })
  return (
    <div className="query-bar">
      <Combobox
        store={combobox}
        withinPortal
        position="bottom-start"
        width={360}
        onOptionSubmit={(value) => {
          const chosen = suggestions.find(({ line }) => line === value)
          if (chosen) take(chosen)
        }}
      >
        <Combobox.Target>
          <TextInput
            ref={input}
            id={queryFieldId}
            size="xs"
            className="query-line"
            leftSection={<IconSearch size={15} aria-hidden />}
            placeholder={t('placeholder')}
            aria-label={t('label')}
            aria-invalid={problem !== undefined}
            aria-describedby={problem ? `${queryFieldId}-problem` : undefined}
            spellCheck={false}
            autoComplete="off"
            maxLength={2_000}
            value={text}
            onFocus={(event) => {
              setIsAsked(true)
              setCaret(event.currentTarget.selectionStart ?? text.length)
              combobox.openDropdown()
            }}
            onBlur={() => {
              combobox.closeDropdown()
              apply()
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1) {
                apply()
                combobox.closeDropdown()
              }
              if (event.key === 'Escape') {
                combobox.closeDropdown()
                input.current?.blur()
              }
            }}
            onChange={(event) =>
              type(event.currentTarget.value, event.currentTarget.selectionStart ?? text.length)
            }
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={suggestions.length === 0 && problem === undefined}>
          {sentence !== undefined && (
            <Combobox.Header>
              <span id={`${queryFieldId}-problem`} role="status">
                {sentence}
              </span>
            </Combobox.Header>
          )}
          <Combobox.Options aria-label={t('suggestions')}>
            {suggestions.map(({ line, value, label }) => (
              <Combobox.Option value={line} key={line}>
                <span className="mono">{value}</span> <span className="quiet">{label ?? nameOf(value)}</span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Views />
    </div>
  )
}

/** What a suggested field is called. */
function nameOf(value: string): string {
  const name = value.replace(/:$/, '')
  return value.endsWith(':') && isField(name) ? fieldName(name) : ''
}
