import { type Severity, severities } from '../../contract/severity.ts'

/** The tokens' colours as a canvas takes them. */
export interface Palette {
  readonly severities: readonly string[]
  readonly ink: string
  readonly ground: string
  readonly line: string
  readonly accent: string
  readonly font: string
}

/** Reads the theme that is shown; ask anew when it changes. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    severities: severities.map((severity: Severity) => token(`severity-${severity}`)),
    ink: token('ink'),
    ground: token('raised'),
    line: token('line-strong'),
    accent: token('accent'),
    font: getComputedStyle(document.body).fontFamily,
  }
}
