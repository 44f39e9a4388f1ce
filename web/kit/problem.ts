/** What went wrong, in words a person can act on: what happened, what was kept, what to do next. */

export type FieldProblem = {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** An answer that is not what was asked for: a fault, a refusal, or no answer at all. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly requestId: string | undefined
  readonly fields: readonly FieldProblem[]
  constructor(told: {
    code: string
    title: string
    status: number
    requestId?: string
    fields?: readonly FieldProblem[]
  }) {
    super(told.title)
    this.name = 'Problem'
    this.code = told.code
    this.status = told.status
    this.requestId = told.requestId
    this.fields = told.fields ?? []
  }
}

/** No answer came: the network, not the lender. */
export const noAnswer = (): Problem =>
  new Problem({ code: 'no-answer', title: 'We could not reach Dhara.', status: 0 })

export const problemOf = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem({ code: 'page-fault', title: 'This page went wrong.', status: 0 })

/** Another try may help: nothing came back, or the house asked for patience. */
export const isPassing = ({ code, status }: Problem): boolean =>
  status === 0 || status === 429 || status === 503 || code === 'still-running'

export const isSignedOut = (error: unknown): boolean =>
  error instanceof Problem && error.status === 401

export type Told = { readonly what: string; readonly kept: string; readonly next: string }

/** The three sentences of an error (LOOK, "State"). */
export function toldOf(problem: Problem): Told {
  const { message: what, status } = problem
  if (status === 0) {
    return {
      what,
      kept: 'What you typed is still here; nothing was sent twice.',
      next: 'Check the connection and try again.',
    }
  }
  if (status === 401) return { what, kept: 'Nothing was changed.', next: 'Sign in again.' }
  if (status === 403) {
    return { what, kept: 'Nothing was changed.', next: 'Ask an administrator for the role.' }
  }
  if (status === 404) {
    return { what, kept: 'Nothing was changed.', next: 'Check the address, or search for it.' }
  }
  if (isPassing(problem)) {
    return { what, kept: 'Nothing was changed.', next: 'Try again in a moment.' }
  }
  if (status >= 500) {
    return {
      what,
      kept: 'Everything before this is kept.',
      next: 'Try again; if it stays, tell the engineers the request id.',
    }
  }
  if (problem.fields.length > 0) {
    return { what, kept: 'What you typed is still here.', next: 'Mend the marked fields.' }
  }
  return { what, kept: 'Nothing was changed.', next: 'Mend what it says and try again.' }
}
