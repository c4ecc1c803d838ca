/**
 * Reasons: why the anomaly model found a request unusual, in words. `sentence.ts` writes one reason with its value and
 * what is usual on the site; `list.tsx` draws several, each with its share of the score and its place on the scale.
 */
export { ReasonList } from './list.tsx'
export { featureWord, reasonSentence } from './sentence.ts'
