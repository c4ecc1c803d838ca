/**
 * Models of ordinary traffic: the shipped one and those trained here. `shelf.ts` keeps their files, `active.ts` is the
 * one that scores, `training.ts` makes a new one out of the retained traffic and compares it, `models.ts` is what the
 * contract asks. Reading, growing and comparing are done by a thread of their own (`worker/`): the pipeline goes on.
 */
export { ActiveModel } from './active.ts'
export { Models } from './models.ts'
export { Shelf } from './shelf.ts'
