export const words = {
  filters: 'Filters',
  clear: 'Clear all',
  dismiss: 'Dismiss',
  remove: (what: string) => `Remove filter ${what}`,
  seenOnMap: 'Part of the map',
  repeats: (times: string, first: string, last: string) => `×${times}, first ${first}, last ${last}`,
  text: (text: string) => `“${text}”`,
} as const
