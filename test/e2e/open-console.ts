import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Served, serve } from '../../server/main.ts'
import { newDir } from '../engine/start-engine.ts'
import { chromiumFlags, findChromium } from './chromium.ts'

export interface OpenConsole {
  readonly page: Page
  readonly served: Served
  readonly dir: string
  /** what the page complained about: nothing, if all is well */
  readonly complaints: string[]
  close(): Promise<void>
}

export interface OpenOptions {
  readonly size?: { readonly width: number; readonly height: number }
  readonly scheme?: 'dark' | 'light'
  /** told the folder before the engine opens it */
  readonly prepare?: (dataDir: string) => void
}

/**
 * The real server and engine on a folder of their own, with the console open in a real Chromium. It asks for reduced
 * motion, as some people do: nothing moves away from under a press.
 */
export async function openConsole({
  size = { width: 1440, height: 900 },
  scheme = 'dark',
  prepare,
}: OpenOptions = {}): Promise<OpenConsole> {
  const dir = newDir()
  prepare?.(join(dir, 'data'))
  const served = await serve({ dataDir: join(dir, 'data'), keyFile: join(dir, 'config/key'), port: 0 })
  const browser: Browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: chromiumFlags,
  })
  const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' })
  await page.addInitScript((chosen) => localStorage.setItem('vedette-scheme', chosen), scheme)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(served.url) && !request.url().startsWith('data:'))
      complaints.push(`asked ${request.url()}`)
  })
  await page.goto(served.loginUrl)
  return {
    page,
    served,
    dir,
    complaints,
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
