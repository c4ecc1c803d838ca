import { Menu, nativeImage, Tray } from 'electron'
import type { DesktopWords } from './words/index.ts'

export interface DesktopTray {
  speak(words: DesktopWords): void
}

/** A quiet sign that Vedette keeps watch while its window is closed. It says nothing until told in which words. */
export function createTray(icon: string, show: () => void, quit: () => void): DesktopTray {
  const tray = new Tray(nativeImage.createFromPath(icon))
  tray.on('click', show)
  return {
    speak(words) {
      tray.setToolTip(words.watching)
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: words.open, click: show },
          { type: 'separator' },
          { label: words.quit, click: quit },
        ]),
      )
    },
  }
}
