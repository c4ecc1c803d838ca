/**
 * From sealed tokens to committed alerts. A turn has two halves. The stateless one (open, parse, match, score) asks of
 * a token nothing but itself: `examine.ts` does it, on this thread or, where much waits, on others (`threads.ts`). The
 * stateful one (`conclude.ts`, `commit.ts`) counts over time, locates and commits, in the order of the log.
 */
export type { PipelineParts, Turn } from './commit.ts'
export { type Analysed, type AnalysisLine, Concluder } from './conclude.ts'
export { Examiner, type Examining } from './examine.ts'
export { examinersOfMachine } from './machine.ts'
export { Examiners } from './threads.ts'
export { Pipeline } from './turn.ts'
