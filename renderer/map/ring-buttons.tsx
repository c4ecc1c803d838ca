import L from 'leaflet'
import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeenRing } from './ring-size.ts'
import { useRingWords } from './ring-words.ts'
import type { Ringed } from './use-rings.ts'

/** As many stops of the Tab key as one may ask of anyone; the table has all places. */
const mostButtons = 30

export interface RingButtonsProps {
  readonly ringed: Ringed
  /** what the canvas shows, the biggest last */
  readonly seen: readonly SeenRing[]
  /** true after a press by key, until the focus has found its new place */
  readonly focusNext: RefObject<boolean>
  onPress(ring: SeenRing, byKey: boolean): void
}

/** Buttons over the biggest rings, seen only by their focus: the canvas below has the looks, they have name and keys. */
export function RingButtons({ ringed, seen, focusNext, onPress }: RingButtonsProps) {
  const { t } = useTranslation('map')
  const wordsOf = useRingWords()
  const group = useRef<HTMLFieldSetElement>(null)
  const { rings } = ringed
  const buttons = seen
    .filter(({ ring, count }) => ring < rings.length && count > 0)
    .slice(-mostButtons)
    .reverse()

  // A press of a map's button is none of the map.
  useEffect(() => {
    if (group.current) L.DomEvent.disableClickPropagation(group.current)
  }, [])
  // Rings that came apart are no more: the focus goes to the one in the middle of what is seen now.
  useEffect(() => {
    if (!focusNext.current || seen.length === 0 || group.current?.contains(document.activeElement)) return
    if (document.activeElement !== document.body) return
    focusNext.current = false
    middleOf(group.current)?.focus({ preventScroll: true })
  }, [seen, focusNext])

  return (
    <fieldset className="ring-buttons" aria-label={t('biggest')} ref={group}>
      {buttons.map((shown) => {
        const { ring, x, y, radius } = shown
        const size = Math.max(24, 2 * radius)
        return (
          <button
            key={`${rings.xs[ring]},${rings.ys[ring]}`}
            type="button"
            className="ring-button"
            aria-label={wordsOf(ringed, shown).sentence}
            style={{ left: x - size / 2, top: y - size / 2, width: size, height: size }}
            onClick={() => onPress(shown, true)}
          />
        )
      })}
    </fieldset>
  )
}

function middleOf(group: HTMLElement | null): HTMLElement | undefined {
  const box = group?.getBoundingClientRect()
  if (!group || !box) return undefined
  const distance = (button: Element) => {
    const { left, top, width, height } = button.getBoundingClientRect()
    return Math.hypot(
      left + width / 2 - (box.left + box.width / 2),
      top + height / 2 - (box.top + box.height / 2),
    )
  }
  return [...group.querySelectorAll('button')].sort((a, b) => distance(a) - distance(b))[0]
}
