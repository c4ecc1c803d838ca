/** What `bench:detect` is made of: its arguments, the labelled records, what counts as right, the tables. */
export { isInnocent, rightTypesOf } from './labels.ts'
export { type Options, readOptions } from './options.ts'
export { ownRecords } from './own-set.ts'
export { type LabelledRecord, readRecords } from './records.ts'
export { Tallies } from './table.ts'
export { reasonOf, Unusable } from './unusable.ts'
