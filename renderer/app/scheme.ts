import { localStorageColorSchemeManager, type MantineColorScheme } from '@mantine/core'

/** What Settings offers; dark unless chosen otherwise. `public/scheme.js` reads the same before anything is drawn. */
export const schemes = ['auto', 'dark', 'light'] as const satisfies readonly MantineColorScheme[]
export const schemeManager = localStorageColorSchemeManager({ key: 'vedette-scheme' })
