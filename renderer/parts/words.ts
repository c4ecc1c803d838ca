export const words = {
  filters: 'Filters',
  clear: 'Clear all',
  dismiss: 'Dismiss',
  remove: (what: string) => `Remove filter ${what}`,
  seenOnMap: 'Part of the map',
  text: (text: string) => `“${text}”`,
} as const
