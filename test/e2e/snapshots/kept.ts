import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { z } from 'zod'

const folder = join(import.meta.dirname, 'kept')
const madeWithFile = join(folder, 'made-with.json')

/** What letters look like hangs on these. */
const MadeWith = z.object({ chromium: z.string(), letters: z.string() })
export type MadeWith = z.infer<typeof MadeWith>

/** Of this machine: Chromium's version, and a sum over how it draws the console's letters. */
export async function madeWithHere(page: Page, chromium: string): Promise<MadeWith> {
  const letters = await page.evaluate(`(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 600
    canvas.height = 80
    const ctx = canvas.getContext('2d')
    const families = ['', 'mono'].map((name) => {
      const element = document.body.appendChild(document.createElement('span'))
      element.className = name
      const { fontFamily } = getComputedStyle(element)
      element.remove()
      return fontFamily
    })
    families.forEach((family, i) => {
      ctx.font = '14px ' + family
      ctx.fillText('Vedette 0123456789 äöüßéñ SQL ‹›→', 4, 24 + 30 * i)
    })
    const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height)
    const sum = await crypto.subtle.digest('SHA-256', data)
    return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  })()`)
  return MadeWith.parse({ chromium, letters })
}

/** What the kept ones were made with; undefined where there are none. */
export const madeWith = (): MadeWith | undefined =>
  existsSync(madeWithFile) ? MadeWith.parse(JSON.parse(readFileSync(madeWithFile, 'utf8'))) : undefined

export function keepMadeWith(made: MadeWith): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(madeWithFile, `${JSON.stringify(made, null, 2)}\n`)
}

/** Half as wide and high: each pixel is the mean of four, so that the edge of a letter weighs little. */
function halved({ width, height, data }: PNG): PNG {
  const half = new PNG({ width: width >> 1, height: height >> 1 })
  const row = width * 4
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0, from = 2 * y * row; x < half.width; x++, from += 8) {
      for (let at = from; at < from + 4; at++)
        half.data[to++] =
          ((data[at] ?? 0) + (data[at + 4] ?? 0) + (data[at + row] ?? 0) + (data[at + row + 4] ?? 0)) / 4
    }
  }
  return half
}

const written = (picture: PNG): Buffer => PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 })

/** Keeps a screenshot as what the page is to look like. */
export function keep(name: string, screenshot: Buffer): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.png`), written(halved(PNG.sync.read(screenshot))))
}

/** What a page is to look like. */
export function readKept(name: string): PNG {
  const file = join(folder, `${name}.png`)
  if (!existsSync(file)) throw new Error(`There is no snapshot ${name}: npm run docs:screenshots snapshots`)
  return PNG.sync.read(readFileSync(file))
}

export interface Compared {
  /** of the pixels, 0 to 1, that look unlike what is kept */
  readonly share: number
  /** writes what is shown, and where it differs, into a folder */
  write(into: string, name: string): void
}

/** How a screenshot stands to what is kept. */
export function compare(kept: PNG, screenshot: Buffer): Compared {
  const shown = halved(PNG.sync.read(screenshot))
  const { width, height } = kept
  const isSameSize = shown.width === width && shown.height === height
  const diff = new PNG({ width, height })
  const unlike = isSameSize
    ? pixelmatch(kept.data, shown.data, diff.data, width, height, { threshold: 0.1 })
    : width * height
  return {
    share: unlike / (width * height),
    write(into, name) {
      writeFileSync(join(into, `${name}.png`), written(shown))
      if (isSameSize) writeFileSync(join(into, `${name}-difference.png`), written(diff))
    },
  }
}
