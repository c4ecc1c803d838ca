import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { DesktopWords } from './words/index.ts'

const line: MenuItemConstructorOptions = { type: 'separator' }

/** The application's menu: what every desktop program has, and nothing that reaches into the page. */
export function createMenu(words: DesktopWords, platform: NodeJS.Platform = process.platform): Menu {
  const isMac = platform === 'darwin'
  const own: MenuItemConstructorOptions = isMac
    ? {
        role: 'appMenu',
        submenu: [
          { role: 'about', label: words.about },
          line,
          { role: 'services', label: words.services },
          line,
          { role: 'hide', label: words.hide },
          { role: 'hideOthers', label: words.hideOthers },
          { role: 'unhide', label: words.showAll },
          line,
          { role: 'quit', label: words.quit },
        ],
      }
    : {
        label: words.file,
        submenu: [{ role: 'close', label: words.closeWindow }, line, { role: 'quit', label: words.quit }],
      }
  return Menu.buildFromTemplate([
    own,
    {
      role: 'editMenu',
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        line,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        line,
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        line,
        { role: 'togglefullscreen', label: words.fullScreen },
      ],
    },
    {
      role: 'windowMenu',
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.closeWindow },
      ],
    },
  ])
}
