/** Given what happened, when it is asked, then this follows: a decider's specification. */
import assert from 'node:assert/strict'
import { fold, type Decider, type Refused } from '#kernel/decider'

type Outcome<E, W extends string> = {
  /** Exactly these events, in this order; none means: nothing happens. */
  then(...events: E[]): void
  /** It is refused, and for this reason. */
  refused(why: W): void
}

export function specify<S, C, E, W extends string>(
  decider: Decider<S, C, E, W>,
): { given(...past: E[]): { when(command: C): Outcome<E, W> } } {
  return {
    given: (...past) => ({
      when(command) {
        const state = fold(decider, decider.initial, past)
        const result: readonly E[] | Refused<W> = decider.decide(state, command)
        return {
          then: (...events) => assert.deepEqual(result, events),
          refused: (why) => assert.deepEqual(result, { refused: why }),
        }
      },
    }),
  }
}
