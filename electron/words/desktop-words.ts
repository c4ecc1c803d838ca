/** What the desktop itself says: its menu, tray and notices. English is written first; the compiler asks for the same in the others. */
export interface DesktopWords {
  readonly file: string
  readonly closeWindow: string
  readonly quit: string
  readonly edit: string
  readonly undo: string
  readonly redo: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly selectAll: string
  readonly view: string
  readonly resetZoom: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly fullScreen: string
  readonly window: string
  readonly minimize: string
  readonly about: string
  readonly services: string
  readonly hide: string
  readonly hideOthers: string
  readonly showAll: string
  readonly watching: string
  readonly open: string
  readonly cannotRun: string
  /** the title of a notice: one critical alert */
  readonly critical: (address: string) => string
  /** of several at once */
  readonly criticals: (address: string, others: number) => string
}
