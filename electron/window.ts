import { BrowserWindow } from 'electron'
import { grounds, type Look } from './look.ts'
import { appOrigin, webPreferences } from './security.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

export interface ConsoleWindowOptions {
  readonly preload: string
  /** where its place on the screen is remembered */
  readonly stateFile: string
  readonly scheme: Look['scheme']
}

/** The one window. Closing it only hides it, as the engine keeps watch; quitting closes it. */
export class ConsoleWindow {
  readonly #options: ConsoleWindowOptions
  #scheme: Look['scheme']
  #window: BrowserWindow | undefined
  #isQuitting = false

  constructor(options: ConsoleWindowOptions) {
    this.#options = options
    this.#scheme = options.scheme
  }

  show(): void {
    this.#window ??= this.#open()
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
  }

  /** Loads the page anew: it asks for a port to the engine again. */
  reload(): void {
    this.#window?.reload()
  }

  /** The ground that is seen where the page is not drawn yet. */
  wear(scheme: Look['scheme']): void {
    this.#scheme = scheme
    this.#window?.setBackgroundColor(grounds[scheme])
  }

  letClose(): void {
    this.#isQuitting = true
  }

  #open(): BrowserWindow {
    const { preload, stateFile } = this.#options
    const { maximized, ...bounds } = readWindowState(stateFile)
    const window = new BrowserWindow({
      ...bounds,
      minWidth: 1024,
      minHeight: 700,
      backgroundColor: grounds[this.#scheme],
      title: 'Vedette',
      webPreferences: { ...webPreferences, preload },
    })
    if (maximized) window.maximize()
    window.on('close', (event) => {
      writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
      if (this.#isQuitting) return
      event.preventDefault()
      window.hide()
    })
    window.on('closed', () => {
      this.#window = undefined
    })
    // A page that crashed comes back; what it showed lies in the engine.
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') window.reload()
    })
    void window.loadURL(`${appOrigin}/`)
    return window
  }
}
