/** How a request was answered, as the dictionary of answers writes it: '404 GET', ' GET' where no status is known. */
export const answerText = (method: string | null, status: number | null): string =>
  `${status ?? ''} ${method ?? ''}`

/** Method and status of an answer, in SQL; NULL where there is none. */
export const answerColumns = {
  method: "nullif(substr(text, instr(text, ' ') + 1), '')",
  status: "CAST(nullif(substr(text, 1, instr(text, ' ') - 1), '') AS INTEGER)",
} as const
