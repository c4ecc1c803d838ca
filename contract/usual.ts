import { z } from 'zod'

const count = z.number().int().nonnegative()

/** Sizes in bytes; low and high leave out a twentieth at either end. */
export const UsualSizes = z.object({
  /** answers whose size is known */
  count,
  least: z.number(),
  low: z.number(),
  middle: z.number(),
  high: z.number(),
  most: z.number(),
})
export type UsualSizes = z.infer<typeof UsualSizes>

/**
 * How an answer stands to those that innocent requests got; sizes are compared within its class of status. 'too-few':
 * there are some, but not enough to call it unlike them.
 */
export const AnswerJudgement = z.enum(['usual', 'larger', 'smaller', 'other-status', 'too-few', 'unasked'])
export type AnswerJudgement = z.infer<typeof AnswerJudgement>

/**
 * How requests of an alert's method, host and path, of the same log, were answered where no signature matches them: as
 * the sealed log tells it of the time up to the alert and shortly after it.
 */
export const UsualAnswers = z.discriminatedUnion('isKnown', [
  /** 'no-request': a login, say; 'elsewhere': the lines lie in a foreign sealed file, which is not looked through */
  z.object({ isKnown: z.literal(false), because: z.enum(['no-request', 'elsewhere']) }),
  z.object({
    isKnown: z.literal(true),
    judgement: AnswerJudgement,
    /** innocent requests that were found */
    count,
    /** by class of status (2 for 2xx, 0 where there is none), most frequent first */
    answers: z.array(z.object({ hundred: count, count, sizes: UsualSizes.optional() })),
    /** lines looked at, and the oldest event time among them */
    lines: count,
    since: z.number().optional(),
  }),
])
export type UsualAnswers = z.infer<typeof UsualAnswers>
