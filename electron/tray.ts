import { Menu, nativeImage, Tray } from 'electron'

/** A quiet sign that Vedette keeps watch while its window is closed. */
export function createTray(icon: string, show: () => void, quit: () => void): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon))
  tray.setToolTip('Vedette is keeping watch')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open Vedette', click: show },
      { type: 'separator' },
      { label: 'Quit', click: quit },
    ]),
  )
  tray.on('click', show)
  return tray
}
