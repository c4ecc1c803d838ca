import type { Page } from 'playwright-core'
import { z } from 'zod'

/** Runs in the page: sentences about what is laid out wrongly, none if all is well. */
const look = `(() => {
  const wrong = []
  const main = document.querySelector('.shell-main')
  if (main.scrollWidth > main.clientWidth) wrong.push('the page scrolls sideways')
  const nameOf = (element) => element.tagName.toLowerCase() + '.' + element.className + ' "' + element.textContent.trim().slice(0, 30) + '"'
  for (const element of document.querySelectorAll('button, a, h1, h2, h3, label, th')) {
    const style = getComputedStyle(element)
    if (element.clientWidth < 2 || style.textOverflow === 'ellipsis' || style.overflowX === 'visible') continue
    if (element.querySelector('[style*="ellipsis"], .visually-hidden, .mantine-Button-label')) continue
    if (element.scrollWidth > element.clientWidth + 1) wrong.push('cut off: ' + nameOf(element))
  }
  // Of an element: what its overflow and those around it leave in sight, and whether it sticks to an edge.
  const places = new Map([[null, { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity, sticks: false }]])
  const placeOf = (element) => {
    const known = places.get(element)
    if (known) return known
    const around = placeOf(element.parentElement)
    const { overflow, position } = getComputedStyle(element)
    const place = { ...around, sticks: around.sticks || position === 'sticky' }
    if (overflow !== 'visible') {
      const edge = element.getBoundingClientRect()
      place.left = Math.max(place.left, edge.left)
      place.top = Math.max(place.top, edge.top)
      place.right = Math.min(place.right, edge.right)
      place.bottom = Math.min(place.bottom, edge.bottom)
    }
    places.set(element, place)
    return place
  }
  const texts = []
  const walker = document.createTreeWalker(document.querySelector('.shell'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!node.data.trim() || parent.closest('.visually-hidden, .leaflet-container, svg, [aria-hidden="true"], .mantine-VisuallyHidden-root')) continue
    const place = placeOf(parent)
    // What sticks to an edge is meant to lie over what is scrolled below it.
    if (place.sticks) continue
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      const seen = {
        left: Math.max(box.left, place.left),
        top: Math.max(box.top, place.top),
        right: Math.min(box.right, place.right),
        bottom: Math.min(box.bottom, place.bottom),
      }
      if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) texts.push({ ...seen, node })
    }
  }
  texts.sort((a, b) => a.top - b.top)
  texts.forEach((one, i) => {
    for (let j = i + 1; j < texts.length && texts[j].top < one.bottom - 4; j++) {
      const other = texts[j]
      if (other.node === one.node) continue
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      if (wide > 2 && high > 4) wrong.push('"' + one.node.data.trim().slice(0, 30) + '" lies over "' + other.node.data.trim().slice(0, 30) + '"')
    }
  })
  return wrong.slice(0, 10)
})()`

/** What is laid out wrongly on a page, whatever its fonts: sentences, none if all is well. */
export const layoutFaults = async (page: Page): Promise<string[]> =>
  z.array(z.string()).parse(await page.evaluate(look))
