import { Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCopy, IconFilter, IconFilterMinus, IconFilterPlus, IconUserSearch } from '@tabler/icons-react'
import { t } from 'i18next'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useFilter } from '../app/filter.ts'
import { tell } from '../parts/notify.tsx'
import type { Field } from './fields.ts'
import { fieldName, valueLabel } from './labels.ts'

interface Opened {
  readonly field: Field
  readonly value: string
  readonly at: DOMRect
  readonly from: HTMLElement
}

const OpenMenu = createContext<(opened: Opened) => void>(() => undefined)

export interface ValueProps {
  readonly field: Field
  readonly value: string
  readonly children?: ReactNode
}

/**
 * A value of which one may want more, fewer or nothing else: a press offers that. A list has hundreds of them, so each
 * takes its words while its row is drawn and follows no language by itself.
 */
export function Value({ field, value, children }: ValueProps) {
  const open = useContext(OpenMenu)
  const label = valueLabel(field, value)
  return (
    <button
      type="button"
      className="value"
      aria-haspopup="menu"
      title={t('query:valueMenu', { what: `${fieldName(field)}: ${label}` })}
      onClick={({ currentTarget }) =>
        open({ field, value, at: currentTarget.getBoundingClientRect(), from: currentTarget })
      }
    >
      {children ?? label}
    </button>
  )
}

const actorKinds = { ip: 'address', network: 'network', country: 'country' } as const
const isActor = (field: Field): field is keyof typeof actorKinds => field in actorKinds

/** One menu for all values of a page: a list has hundreds of them. */
export function ValueMenu({ children }: { children: ReactNode }) {
  const { t } = useTranslation('query')
  const { include, exclude, only, query } = useFilter()
  const [, go] = useLocation()
  const { copy } = useClipboard()
  const [opened, setOpened] = useState<Opened>()
  const open = useCallback((next: Opened) => setOpened(next), [])
  const close = () => {
    opened?.from.focus()
    setOpened(undefined)
  }
  return (
    <OpenMenu.Provider value={open}>
      {children}
      {opened && (
        <Menu
          opened
          onChange={(isOpen) => !isOpen && close()}
          position="bottom-start"
          shadow="md"
          withinPortal
        >
          <Menu.Target>
            <span
              className="value-anchor"
              style={{ left: opened.at.left, top: opened.at.bottom, width: opened.at.width }}
            />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>
              {fieldName(opened.field)}: {valueLabel(opened.field, opened.value)}
            </Menu.Label>
            <Menu.Item
              leftSection={<IconFilterPlus size={15} aria-hidden />}
              onClick={() => include(opened.field, opened.value)}
            >
              {t('include')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFilterMinus size={15} aria-hidden />}
              onClick={() => exclude(opened.field, opened.value)}
            >
              {t('exclude')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconFilter size={15} aria-hidden />}
              onClick={() => only(opened.field, opened.value)}
            >
              {t('only')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCopy size={15} aria-hidden />}
              onClick={() => {
                copy(opened.value)
                tell(t('copied', { text: opened.value }))
              }}
            >
              {t('copy')}
            </Menu.Item>
            {isActor(opened.field) && (
              <Menu.Item
                leftSection={<IconUserSearch size={15} aria-hidden />}
                onClick={() => {
                  if (isActor(opened.field))
                    go(`/actor/${actorKinds[opened.field]}/${encodeURIComponent(opened.value)}${query}`)
                }}
              >
                {t('openActor')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </OpenMenu.Provider>
  )
}
