/** The desktop: composition root of window, engine process, keychain, tray and notices. */
import { join } from 'node:path'
import { app, dialog, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron'
import { EngineProcess, type EngineProcessOptions } from './engine.ts'
import { loadKey } from './key.ts'
import { Look, readLook, writeLook } from './look.ts'
import { createMenu } from './menu.ts'
import { notifyCritical } from './notifications.ts'
import { serveConsole } from './protocol.ts'
import { isOwnSender, lockContents, lockSession, scheme } from './security.ts'
import { createTray } from './tray.ts'
import { ConsoleWindow } from './window.ts'
import { type DesktopWords, wordsFor } from './words/index.ts'

const here = import.meta.dirname
const consoleRoot = join(here, '../renderer')

/** The user's own key file where one is named, else the key that the keychain keeps. */
async function orderToOpen(userData: string): Promise<EngineProcessOptions['open']> {
  const order = { kind: 'open', dataDir: join(userData, 'data') } as const
  const keyFile = process.env.VEDETTE_KEY_FILE
  if (keyFile) return { ...order, keyFile }
  return { ...order, keys: [await loadKey(join(userData, 'key.bin'), safeStorage)] }
}

const lookFile = (): string => join(app.getPath('userData'), 'look.json')

/** What the console spoke last, before that what the system prefers. */
const wordsOf = ({ language }: Look): DesktopWords =>
  wordsFor([language, ...app.getPreferredSystemLanguages()])

function fail(sentence: string): void {
  dialog.showErrorBox(wordsOf(readLook(lookFile())).cannotRun, sentence)
  app.exit(1)
}

async function start(): Promise<void> {
  lockSession(session.defaultSession)
  protocol.handle(scheme.scheme, (request) => serveConsole(consoleRoot, request))

  const userData = app.getPath('userData')
  let look = readLook(lookFile())
  const window = new ConsoleWindow({
    preload: join(here, 'preload.cjs'),
    stateFile: join(userData, 'window.json'),
    scheme: look.scheme,
  })
  const show = () => window.show()
  // The stream ends with the engine; a new engine gets a new one.
  const watch = () => void notifyCritical(engine.connect(), show, () => wordsOf(look)).catch(() => undefined)
  const engine = new EngineProcess({
    entry: join(here, 'engine-process.mjs'),
    open: await orderToOpen(userData),
    onFailed: fail,
    onRestarted: () => {
      window.reload()
      watch()
    },
  })

  ipcMain.on('vedette:connect', (event) => {
    if (isOwnSender(event)) event.senderFrame?.postMessage('vedette:port', null, [engine.connect()])
  })
  app.on('second-instance', show)
  app.on('activate', show)
  // Closing the window does not end the watch; the tray does.
  app.on('window-all-closed', () => undefined)
  let isClosed = false
  app.on('before-quit', (event) => {
    window.letClose()
    if (isClosed) return
    event.preventDefault()
    void engine.close().then(() => {
      isClosed = true
      app.quit()
    })
  })

  const tray = createTray(join(consoleRoot, 'tray.png'), show, () => app.quit())
  const speak = () => {
    Menu.setApplicationMenu(createMenu(wordsOf(look)))
    tray.speak(wordsOf(look))
  }
  ipcMain.on('vedette:look', (event, told: unknown) => {
    const { data } = Look.safeParse(told)
    if (!data || !isOwnSender(event)) return
    look = data
    writeLook(lookFile(), look)
    window.wear(look.scheme)
    speak()
  })
  speak()
  watch()
  show()
}

// Started from the project, Electron would call itself Electron and keep its data under that name.
app.setName('Vedette')
if (!app.commandLine.hasSwitch('user-data-dir')) {
  app.setPath('userData', join(app.getPath('appData'), 'vedette-desktop'))
}
if (app.requestSingleInstanceLock()) {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([scheme])
  lockContents(app, (url) => void shell.openExternal(url))
  void app
    .whenReady()
    .then(start)
    .catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
} else {
  app.quit()
}
