/** Decide with data in and data out: `decide` says what happens, `evolve` remembers it. */

/** A refusal is an answer declared in the contract, not an exception. */
export type Refused<Why extends string = string> = { readonly refused: Why }

export type Decider<State, Command, Event, Why extends string = never> = {
  readonly initial: State
  decide(state: State, command: Command): readonly Event[] | Refused<Why>
  evolve(state: State, event: Event): State
}

export const refuse = <const Why extends string>(why: Why): Refused<Why> => ({ refused: why })

export const isRefused = <T>(result: T | Refused): result is Extract<T | Refused, Refused> =>
  typeof result === 'object' && result !== null && 'refused' in result

/** The state after the events, in their order. */
export function fold<S, E>(decider: { evolve(s: S, e: E): S }, state: S, events: readonly E[]): S {
  return events.reduce((now, event) => decider.evolve(now, event), state)
}

/** For callers to whom a refusal would be a bug: it throws. */
export function must<T>(result: T): Exclude<T, Refused> {
  if (isRefused(result)) throw new Error(`refused where refusal is impossible: ${result.refused}`)
  return result as Exclude<T, Refused>
}
