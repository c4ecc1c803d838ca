/** When all snapshots are taken. */
export const now = Date.UTC(2026, 10, 21, 12, 0, 0)
