import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import type { Alert } from '../../contract/alert.ts'
import { loadKey } from '../../electron/key.ts'
import { createNotices } from '../../electron/notifications.ts'
import { serveConsole } from '../../electron/protocol.ts'
import { isLinkedSite, isOwnPage, webPreferences } from '../../electron/security.ts'
import { readWindowState, writeWindowState } from '../../electron/window-state.ts'
import { wordsFor } from '../../electron/words/index.ts'
import { parseKey } from '../../engine/sealed-log/fernet.ts'
import { electronProgram, hasDisplay } from '../../scripts/electron-program.ts'
import { keychain } from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

const dir = mkdtempSync(join(tmpdir(), 'vedette-desktop-'))

describe('a page of the desktop', () => {
  it('has a sandbox, its own world and no Node', () => {
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  })
  it('is the console alone; only sites that rules link to open outside', () => {
    expect(isOwnPage('vedette://console/alerts/3')).toBe(true)
    expect(['https://example.org/', 'vedette://console.evil/', 'file:///etc/passwd'].some(isOwnPage)).toBe(
      false,
    )
    expect(isLinkedSite('https://attack.mitre.org/techniques/T1190/')).toBe(true)
    expect(
      [
        'http://attack.mitre.org/',
        'https://evil.example/',
        'https://attack.mitre.org.evil.example/',
        'javascript:alert(1)',
        'x',
      ].some(isLinkedSite),
    ).toBe(false)
  })
})

describe('the custom protocol', () => {
  const root = join(dir, 'renderer')
  mkdirSync(root)
  writeFileSync(join(root, 'index.html'), '<p>console</p>')
  writeFileSync(join(dir, 'secret.json'), '{}')
  const ask = (url: string) => serveConsole(root, { url })
  it.each(['vedette://console/alerts/17', 'vedette://console/actor/address/192.0.2.1'])(
    'serves the console with its policy at %s',
    async (url) => {
      const response = await ask(url)
      expect(await response.text()).toBe('<p>console</p>')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    },
  )
  it.each([
    'vedette://console/..%2fsecret.json',
    'vedette://console/%2e%2e/secret.json',
    'vedette://console/none.js',
    'vedette://console/%E0%A4%A.js',
    'vedette://other/',
    'https://console/',
  ])('answers %s with 404', async (url) => {
    expect((await ask(url)).status).toBe(404)
  })
})

it('the custom protocol takes nothing in', async () => {
  expect((await serveConsole(dir, { url: 'vedette://console/', method: 'POST' })).status).toBe(404)
})

describe('the key', () => {
  const file = join(dir, 'key.bin')
  it('is made once and kept encrypted by the keychain', async () => {
    const key = await loadKey(file, keychain('gnome_libsecret'), 'linux')
    expect(() => parseKey(key)).not.toThrow()
    expect(readFileSync(file, 'utf8')).not.toContain(key)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await loadKey(file, keychain('gnome_libsecret'), 'linux')).toBe(key)
    expect(await loadKey(file, keychain('gnome_libsecret', { shouldReEncrypt: true }), 'linux')).toBe(key)
    expect(await loadKey(file, keychain('gnome_libsecret'), 'linux')).toBe(key)
  })
  it('is never kept in clear: without a keychain the app says so', async () => {
    const other = join(dir, 'other.bin')
    await expect(loadKey(other, keychain('basic_text'), 'linux')).rejects.toThrow(/no keychain/)
    const locked = keychain('gnome_libsecret', { isAvailable: false })
    await expect(loadKey(other, locked, 'darwin')).rejects.toThrow(/no keychain/)
    expect(existsSync(other)).toBe(false)
  })
  it('is never replaced where the keychain does not open it', async () => {
    const before = readFileSync(file)
    const stranger = keychain('gnome_libsecret', { opens: false })
    await expect(loadKey(file, stranger, 'linux')).rejects.toThrow(/does not open the key/)
    expect(readFileSync(file)).toEqual(before)
  })
})

describe('notices', () => {
  const alert = (severity: Alert['severity'], demo = false): Alert => ({
    id: 1,
    time: 0,
    arrival: 0,
    count: 1,
    lastTime: 0,
    type: 'sql-injection',
    severity,
    signature: 's',
    why: 'why',
    sourceIp: '203.0.113.9',
    place: {},
    sourceId: 1,
    sourceName: 'x',
    state: 'new',
    demo,
  })
  it('tell of critical alerts, not of the demo’s, and not twice in half a minute', () => {
    let now = 0
    const notice = createNotices(
      () => wordsFor(['en']),
      () => now,
    )
    const told = (...alerts: Alert[]) => notice({ kind: 'alerts', alerts, count: alerts.length })?.title
    expect(told(alert('high'), alert('critical', true))).toBeUndefined()
    expect(told(alert('critical'), alert('critical'))).toBe('Critical alert from 203.0.113.9 and 1 more')
    expect(told(alert('critical'))).toBeUndefined()
    now = 30_000
    expect(told(alert('critical'))).toBe('Critical alert from 203.0.113.9')
  })
})

describe('the window', () => {
  it('is where it was; a damaged memory only costs the memory', () => {
    const file = join(dir, 'window.json')
    writeWindowState(file, { x: 5, y: 6, width: 1200, height: 800, maximized: false })
    expect(readWindowState(file)).toEqual({ x: 5, y: 6, width: 1200, height: 800, maximized: false })
    writeFileSync(file, '{"width": -3')
    expect(readWindowState(file)).toEqual({ width: 1440, height: 900, maximized: false })
  })
})

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = electronProgram()
const canRun = program !== undefined && hasDisplay() && existsSync(join(root, 'dist/electron/main.mjs'))
if (!canRun)
  console.log(
    'Left out: the desktop window itself, as Electron’s program or a display is not there or dist/electron is not built.',
  )

describe.runIf(canRun)('in Electron', () => {
  it('the console opens', async () => {
    const app = await _electron.launch({
      executablePath: program ?? '',
      args: [join(root, 'dist/electron/main.mjs'), `--user-data-dir=${dir}`],
      env: { ...process.env, VEDETTE_KEY_FILE: join(dir, 'key') },
    })
    const window = await app.firstWindow()
    await window.getByRole('link', { name: 'Overview' }).waitFor()
    await app.close()
  })
})
