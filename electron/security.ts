import type { App, CustomScheme, IpcMainEvent, Session, WebContents, WebPreferences } from 'electron'

export const appOrigin = 'vedette://console'

/** A page has no Node, its own world and a sandbox. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
} as const satisfies WebPreferences

/** The scheme behaves like https for its pages: its own origin, fetch, no mixed content. */
export const scheme = {
  scheme: 'vedette',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const satisfies CustomScheme

/** Sites that a rule's page may lead to, in the system's own browser. */
const linkedSites = new Set([
  'attack.mitre.org',
  'cwe.mitre.org',
  'capec.mitre.org',
  'owasp.org',
  'cheatsheetseries.owasp.org',
  'portswigger.net',
  'docs.abuseipdb.com',
])

export function isLinkedSite(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed?.protocol === 'https:' && linkedSites.has(parsed.hostname)
}

export const isOwnPage = (url: string): boolean => url === appOrigin || url.startsWith(`${appOrigin}/`)

/** Messages are taken from the top frame of the console alone. */
export const isOwnSender = (event: Pick<IpcMainEvent, 'senderFrame'>): boolean =>
  event.senderFrame !== null && event.senderFrame.parent === null && isOwnPage(event.senderFrame.url)

/** Data that a page makes itself, and the developer tools. */
const isLocal = (url: string): boolean => /^(?:data|blob|devtools):/.test(url)

/** Denies what a console never needs: permissions, devices, downloads, requests to anywhere else. */
export function lockSession(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'webRequest'
    | 'on'
  >,
): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !isOwnPage(url) && !isLocal(url) }),
  )
  session.on('will-download', (event) => event.preventDefault())
}

/** No page leaves the console, opens a window or holds a webview; known links go to the system's browser. */
export function lockContents(app: Pick<App, 'on'>, openExternal: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isOwnPage(url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isLinkedSite(url)) openExternal(url)
      return { action: 'deny' }
    })
  })
}
