import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** How the console looks and what it speaks: its page tells, and the desktop follows. */
export const Look = z.object({
  scheme: z.enum(['dark', 'light']),
  /** BCP 47; empty before the page has chosen */
  language: z.string().max(35),
})
export type Look = z.infer<typeof Look>

/** The console's ground in both themes, `--ground` in its tokens: what a window shows before its page is drawn. */
export const grounds: Readonly<Record<Look['scheme'], string>> = { dark: '#080b10', light: '#f3f5f8' }

/** How it looked the last time; without a file, or with a damaged one, dark as the console is at first. */
export function readLook(file: string): Look {
  try {
    return Look.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { scheme: 'dark', language: '' }
  }
}

export const writeLook = (file: string, look: Look): void => writeFileSync(file, JSON.stringify(look))
