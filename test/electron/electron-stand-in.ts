/**
 * A small stand-in for what the desktop host asks of Electron, where its program cannot be had. What Electron would do
 * is only noted down, but the engine behind `utilityProcess` is the real one, on real message ports.
 */
import { EventEmitter } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { hostEngine } from '../../engine/host.ts'

type Answerer = (...args: unknown[]) => unknown

/** A keychain that turns text round: enough to see that the file holds no key in clear. */
export const keychain = (
  backend: 'gnome_libsecret' | 'basic_text',
  { isAvailable = true, shouldReEncrypt = false, opens = true } = {},
) => ({
  isAsyncEncryptionAvailable: async () => isAvailable,
  getSelectedStorageBackend: () => backend,
  encryptStringAsync: async (text: string) => Buffer.from([...text].reverse().join('')),
  decryptStringAsync: async (bytes: Buffer) => {
    if (!opens) throw new Error('wrong keychain')
    return { result: [...bytes.toString()].reverse().join(''), shouldReEncrypt }
  },
})

/** What the desktop asked for, in order to look at. */
export const asked = {
  windows: [] as BrowserWindow[],
  forks: [] as EngineStandIn[],
  handlers: new Map<string, Answerer>(),
  schemes: [] as unknown[],
  opened: [] as string[],
  notices: [] as { title: string; body: string }[],
  errors: [] as string[],
  /** labels of the application's menu and of the tray's, as set last */
  menu: [] as string[],
  tray: [] as string[],
  exits: [] as number[],
  quits: 0,
  hasLock: true,
  isSandboxed: false,
}

const paths = new Map([['appData', mkdtempSync(join(tmpdir(), 'vedette-desktop-'))]])
const answer =
  (name: string) =>
  (handler: Answerer): void =>
    void asked.handlers.set(name, handler)

export const app = Object.assign(new EventEmitter(), {
  requestSingleInstanceLock: () => asked.hasLock,
  enableSandbox: () => {
    asked.isSandboxed = true
  },
  whenReady: async () => undefined,
  setName: () => undefined,
  getPreferredSystemLanguages: () => ['pl-PL', 'de-AT', 'en-US'],
  commandLine: { hasSwitch: () => false },
  getPath: (name: string) => paths.get(name) ?? '',
  setPath: (name: string, path: string) => void paths.set(name, path),
  exit: (code: number) => void asked.exits.push(code),
  /** As Electron: asks first, and quits where nobody objects. */
  quit: () => {
    let isPrevented = false
    app.emit('before-quit', {
      preventDefault: () => {
        isPrevented = true
      },
    })
    if (!isPrevented) asked.quits++
  },
})

export class BrowserWindow extends EventEmitter {
  readonly options: Record<string, unknown>
  readonly webContents = new EventEmitter()
  readonly urls: string[] = []
  isVisible = false
  constructor(options: Record<string, unknown>) {
    super()
    this.options = options
    asked.windows.push(this)
    app.emit(
      'web-contents-created',
      {},
      Object.assign(this.webContents, { setWindowOpenHandler: answer('open') }),
    )
  }
  loadURL = async (url: string) => void this.urls.push(url)
  reload = () => void this.urls.push('reload')
  setBackgroundColor = (color: string) => void Object.assign(this.options, { backgroundColor: color })
  show = () => {
    this.isVisible = true
  }
  hide = () => {
    this.isVisible = false
  }
  focus = () => undefined
  maximize = () => undefined
  restore = () => undefined
  isMinimized = () => false
  isMaximized = () => false
  getNormalBounds = () => ({ x: 1, y: 2, width: 1300, height: 850 })
}

/** The engine's process: its entry in this process, over the same messages. */
export class EngineStandIn extends EventEmitter {
  readonly args: readonly unknown[]
  #exitCode = 0
  readonly #tell = hostEngine((said) => {
    this.emit('message', said)
    if (said.kind === 'closed') this.emit('exit', this.#exitCode)
  })
  constructor(args: readonly unknown[]) {
    super()
    this.args = args
    asked.forks.push(this)
  }
  postMessage = (message: unknown, [port]: MessagePort[] = []) => void this.#tell(message, port)
  /** Ends as a process does that nobody asked to: what it held is free afterwards. */
  crash = (exitCode: number) => {
    this.#exitCode = exitCode
    return this.#tell({ kind: 'close' })
  }
  kill = () => this.crash(1)
}

export const utilityProcess = { fork: (...args: unknown[]) => new EngineStandIn(args) }
export const MessageChannelMain = MessageChannel
export const safeStorage = keychain('gnome_libsecret')
export const ipcMain = new EventEmitter()
export const shell = { openExternal: async (url: string) => void asked.opened.push(url) }
export const dialog = { showErrorBox: (_title: string, text: string) => void asked.errors.push(text) }
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => void asked.schemes.push(...schemes),
  handle: (scheme: string, handler: Answerer) => answer(scheme)(handler),
}
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: answer('permission'),
    setPermissionCheckHandler: answer('permission check'),
    setDevicePermissionHandler: answer('device'),
    webRequest: { onBeforeRequest: answer('request') },
  }),
}
export class Notification extends EventEmitter {
  readonly #notice: { title: string; body: string }
  constructor(notice: { title: string; body: string }) {
    super()
    this.#notice = notice
  }
  show = () => void asked.notices.push(this.#notice)
}
interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly submenu?: readonly MenuItem[]
}
/** What a menu says; where an item says nothing itself, the role whose English Electron would show. */
const labelsOf = (items: readonly MenuItem[]): string[] =>
  items
    .flatMap(({ label, role, submenu = [] }) => [label ?? role ?? '', ...labelsOf(submenu)])
    .filter(Boolean)

export class Tray extends EventEmitter {
  setToolTip = () => undefined
  setContextMenu = (menu: readonly MenuItem[]) => {
    asked.tray = labelsOf(menu)
  }
}
export const nativeImage = { createFromPath: (path: string) => path }
export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (menu: readonly MenuItem[]) => {
    asked.menu = labelsOf(menu)
  },
}
