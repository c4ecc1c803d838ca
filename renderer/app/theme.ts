import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

/** The brand's teal: for what can be pressed, never for severity. */
const sentinel: MantineColorsTuple = [
  '#e3f8fa',
  '#d0eff2',
  '#a3dee4',
  '#73ccd5',
  '#4dbdc8',
  '#35b3c0',
  '#24aebc',
  '#1099a6',
  '#008894',
  '#007681',
]

/** Grey that leads to the dark theme's grounds. */
const dark: MantineColorsTuple = [
  '#d5dbe3',
  '#aab4c0',
  '#8b96a5',
  '#5f6b7a',
  '#35404d',
  '#28313c',
  '#171f28',
  '#0d1117',
  '#0b0e13',
  '#080b10',
]

/** Mantine takes the light theme's shade to choose the text of a filled button; the token knows the theme. */
const colorsOf: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const isMain = input.variant === 'filled' && (input.color ?? 'sentinel') === 'sentinel'
  return isMain ? { ...colors, color: 'var(--on-accent)' } : colors
}

/** One scale for all of the console: sizes, spaces and corners in px at a root size of 16. */
export const theme = createTheme({
  primaryColor: 'sentinel',
  primaryShade: { dark: 5, light: 9 },
  variantColorResolver: colorsOf,
  colors: { sentinel, dark },
  fontFamily: 'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '32px' },
  defaultRadius: 'md',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
})

/** Mantine's own parts take the console's colours in both themes. */
const shared = {
  '--mantine-color-body': 'var(--raised)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--quiet)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-hover': 'var(--chosen)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-sentinel-light': 'var(--chosen)',
  '--mantine-color-sentinel-light-hover': 'var(--track)',
  '--mantine-color-sentinel-light-color': 'var(--accent)',
  '--mantine-color-sentinel-text': 'var(--accent)',
  '--mantine-color-red-light': 'var(--bad-ground)',
  '--mantine-color-red-light-hover': 'var(--bad-ground)',
  '--mantine-color-red-light-color': 'var(--bad)',
  '--mantine-color-gray-light-color': 'var(--quiet)',
  '--mantine-color-gray-outline': 'var(--quiet)',
  '--mantine-color-yellow-light': 'var(--warning-ground)',
  '--mantine-color-yellow-light-color': 'var(--warning)',
}
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, dark: shared, light: shared })
