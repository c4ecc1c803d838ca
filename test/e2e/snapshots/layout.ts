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
  const texts = []
  const walker = document.createTreeWalker(document.querySelector('.shell'), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!node.data.trim() || parent.closest('.visually-hidden, .leaflet-container, svg, [aria-hidden="true"], .mantine-VisuallyHidden-root')) continue
    // What sticks to an edge is meant to lie over what is scrolled below it.
    let sticks = false
    for (let above = parent; above; above = above.parentElement) sticks ||= getComputedStyle(above).position === 'sticky'
    if (sticks) continue
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      const seen = { left: box.left, top: box.top, right: box.right, bottom: box.bottom }
      for (let above = parent; above; above = above.parentElement) {
        if (getComputedStyle(above).overflow === 'visible') continue
        const edge = above.getBoundingClientRect()
        seen.left = Math.max(seen.left, edge.left)
        seen.top = Math.max(seen.top, edge.top)
        seen.right = Math.min(seen.right, edge.right)
        seen.bottom = Math.min(seen.bottom, edge.bottom)
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
