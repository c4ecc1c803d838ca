/** What was asked of is not there; the message is one sentence for the user. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** What was given cannot be used; the message says what, where and what to do. */
export class BadInput extends Error {
  override readonly name = 'BadInput'
}
