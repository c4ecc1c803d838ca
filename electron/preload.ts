/** Hands the console its port to the engine. All a page gets of the desktop is the word 'electron'. */
import { contextBridge, ipcRenderer } from 'electron'

contextBridge.exposeInMainWorld('vedetteHost', { kind: 'electron' })

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'vedette:ready') ipcRenderer.send('vedette:connect')
})
ipcRenderer.on('vedette:port', (event) => {
  const [port] = event.ports
  if (port) window.postMessage('vedette:port', window.location.origin, [port])
})
