import type { AnswerJudgement, UsualAnswers, UsualSizes } from '../../contract/usual.ts'

/** What a request was answered with. */
export interface Answer {
  readonly status?: number | undefined
  readonly bytes?: number | undefined
}

type Known = Extract<UsualAnswers, { isKnown: true }>

/** A class of status that fewer answers have is another one than usual. */
const usualShare = 0.05

/** Fewer say too little to call an answer unlike them. */
const leastAnswers = 5

/** Sizes differ a little by the hour and the visitor: no more than this is no difference. */
const margin = (bytes: number): number => bytes * 0.1 + 64

const hundredOf = ({ status }: Answer): number => Math.floor((status ?? 0) / 100)

/** Answers by their class of status, with their sizes; the most frequent first. */
export function summed(answers: readonly Answer[]): Known['answers'] {
  return [...Map.groupBy(answers, hundredOf)]
    .map(([hundred, these]) => {
      const sizes = sizesOf(these.flatMap(({ bytes }) => bytes ?? []))
      return { hundred, count: these.length, ...(sizes && { sizes }) }
    })
    .sort((a, b) => b.count - a.count || a.hundred - b.hundred)
}

function sizesOf(bytes: readonly number[]): UsualSizes | undefined {
  const sorted = bytes.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  const [least, low, middle, high, most] = [at(0), at(0.05), at(0.5), at(0.95), at(1)]
  if (least === undefined || low === undefined || middle === undefined) return undefined
  if (high === undefined || most === undefined) return undefined
  return { count: bytes.length, least, low, middle, high, most }
}

/** How an answer stands to the usual ones. Where no size is known, the status alone tells. */
export function judge(own: Answer, usual: Known['answers']): AnswerJudgement {
  const all = usual.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return 'unasked'
  const alike = usual.find(({ hundred }) => hundred === hundredOf(own))
  const { bytes } = own
  const sizes = alike?.sizes
  if (!alike || alike.count < all * usualShare) return all < leastAnswers ? 'too-few' : 'other-status'
  if (bytes === undefined || !sizes) return 'usual'
  const isLarger = bytes > sizes.most + margin(sizes.most)
  if (!isLarger && bytes >= sizes.least - margin(sizes.least)) return 'usual'
  if (sizes.count < leastAnswers) return 'too-few'
  return isLarger ? 'larger' : 'smaller'
}
