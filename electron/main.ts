/** The desktop: composition root of window, engine process, keychain, tray and notices. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  protocol,
  safeStorage,
  session,
  shell,
  type UtilityProcess,
  utilityProcess,
} from 'electron'
import { z } from 'zod'
import type { Contract } from '../contract/index.ts'
import type { EngineMessage } from './engine-process.ts'
import { loadKey } from './key.ts'
import { createNotices } from './notifications.ts'
import { serveConsole } from './protocol.ts'
import { appOrigin, isOwnSender, lockContents, lockSession, webPreferences } from './security.ts'
import { createTray } from './tray.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const consoleRoot = join(here, '../renderer')
const EngineAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), sentence: z.string() }),
])

let window: BrowserWindow | undefined
let engine: UtilityProcess | undefined
let isQuitting = false

const tell = (message: EngineMessage, ports: Electron.MessagePortMain[] = []): void =>
  engine?.postMessage(message, ports)

function openWindow(): void {
  if (window) {
    window.show()
    return
  }
  const stateFile = join(app.getPath('userData'), 'window.json')
  const { maximized, ...bounds } = readWindowState(stateFile)
  window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 700,
    backgroundColor: '#0d1117',
    title: 'Vedette',
    webPreferences: { ...webPreferences, preload: join(here, 'preload.cjs') },
  })
  if (maximized) window.maximize()
  window.on('close', (event) => {
    if (window) writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
    // Closing the window does not end the watch; the tray does.
    if (!isQuitting) {
      event.preventDefault()
      window?.hide()
    }
  })
  window.on('closed', () => {
    window = undefined
  })
  void window.loadURL(`${appOrigin}/`)
}

function startEngine(): void {
  const started = utilityProcess.fork(join(here, 'engine-process.mjs'), [], { serviceName: 'Vedette engine' })
  engine = started
  started.on('message', (data) => {
    const answer = EngineAnswer.parse(data)
    if (answer.kind === 'failed') {
      dialog.showErrorBox('Vedette cannot start', answer.sentence)
      app.quit()
    }
  })
  started.on('exit', () => {
    engine = undefined
    if (isQuitting) app.quit()
  })
  const userData = app.getPath('userData')
  tell({
    kind: 'open',
    dataDir: join(userData, 'data'),
    keys: [loadKey(join(userData, 'key.bin'), safeStorage)],
  })
}

async function watchForCritical(): Promise<void> {
  const { port1, port2 } = new MessageChannelMain()
  tell({ kind: 'connect' }, [port1])
  port2.start()
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 }))
  const notice = createNotices()
  for await (const message of await client.live()) {
    const shown = notice(message)
    if (shown && (await client.settings.get()).notifyCritical) {
      const notification = new Notification(shown)
      notification.on('click', openWindow)
      notification.show()
    }
  }
}

function quit(): void {
  isQuitting = true
  if (engine) tell({ kind: 'close' })
  else app.quit()
}

if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'vedette',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
  lockContents(app, (url) => void shell.openExternal(url))
  app.on('second-instance', openWindow)
  app.on('activate', openWindow)
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', (event) => {
    if (!engine) return
    event.preventDefault()
    quit()
  })
  ipcMain.on('vedette:connect', (event) => {
    if (!isOwnSender(event)) return
    const { port1, port2 } = new MessageChannelMain()
    tell({ kind: 'connect' }, [port1])
    event.senderFrame?.postMessage('vedette:port', null, [port2])
  })
  void app.whenReady().then(() => {
    lockSession(session.defaultSession)
    protocol.handle('vedette', (request) => serveConsole(consoleRoot, request))
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([
        { role: 'appMenu' },
        { role: 'editMenu' },
        { role: 'viewMenu' },
        { role: 'windowMenu' },
      ]),
    )
    try {
      startEngine()
    } catch (error) {
      dialog.showErrorBox('Vedette cannot start', error instanceof Error ? error.message : String(error))
      app.exit(1)
      return
    }
    openWindow()
    createTray(join(consoleRoot, 'tray.png'), openWindow, quit)
    void watchForCritical()
  })
} else {
  app.quit()
}
