// Before anything is drawn, so that nothing flashes: the theme that was chosen, as app/scheme.ts keeps it.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('vedette-scheme')
  } catch {
    // No storage, no choice.
  }
  const isLight =
    chosen === 'light' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.dataset.mantineColorScheme = isLight ? 'light' : 'dark'
})()
