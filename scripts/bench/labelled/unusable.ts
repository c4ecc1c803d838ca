/** What the user gave cannot be used; the message is a sentence for them. */
export class Unusable extends Error {}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
