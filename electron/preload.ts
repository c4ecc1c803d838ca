/**
 * Hands the console its port to the engine, and tells the desktop how the console looks and what it speaks. All a page
 * gets of the desktop is the word 'electron'.
 */
import { contextBridge, ipcRenderer } from 'electron'

contextBridge.exposeInMainWorld('vedetteHost', { kind: 'electron' })

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'vedette:ready') ipcRenderer.send('vedette:connect')
})
ipcRenderer.on('vedette:port', (event) => {
  const [port] = event.ports
  if (port) window.postMessage('vedette:port', window.location.origin, [port])
})

// The page's own mark of its theme and language: the window's ground, the menu and the tray follow it.
window.addEventListener('DOMContentLoaded', () => {
  const root = document.documentElement
  const tell = () =>
    ipcRenderer.send('vedette:look', {
      scheme: root.dataset.mantineColorScheme === 'light' ? 'light' : 'dark',
      language: root.lang,
    })
  new MutationObserver(tell).observe(root, { attributeFilter: ['data-mantine-color-scheme', 'lang'] })
  tell()
})
