import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const WindowState = z.object({
  x: z.int().exactOptional(),
  y: z.int().exactOptional(),
  width: z.number().int().min(800).max(10_000),
  height: z.number().int().min(600).max(10_000),
  maximized: z.boolean(),
})
export interface WindowState {
  x?: number
  y?: number
  width: number
  height: number
  maximized: boolean
}

const first: WindowState = { width: 1440, height: 900, maximized: false }

/** Where the window was; a damaged file only costs its memory. */
export function readWindowState(file: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return first
  }
}

export const writeWindowState = (file: string, state: WindowState): void =>
  writeFileSync(file, JSON.stringify(state))
