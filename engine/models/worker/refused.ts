/** What was asked for cannot be done with this traffic; the message is one sentence for the user. */
export class Refused extends Error {
  override readonly name = 'Refused'
}
