import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The application's menu: what every desktop program has, and nothing that reaches into the page. */
export function createMenu(platform: NodeJS.Platform = process.platform): Menu {
  const own: MenuItemConstructorOptions =
    platform === 'darwin'
      ? { role: 'appMenu' }
      : {
          label: 'File',
          submenu: [{ role: 'close', label: 'Close window' }, { type: 'separator' }, { role: 'quit' }],
        }
  return Menu.buildFromTemplate([
    own,
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ])
}
