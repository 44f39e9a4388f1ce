/** A start that can't go on: the message is the one sentence a person reads, with the cure. */
export class StartFault extends Error {
  override readonly name = 'StartFault'
}
