/**
 * What the phone shows, from what lending says of the person: their application's state and screen
 * as the chart names them, and their loan. It decides nothing; it only finds the words. Pure.
 */
import type { Instant } from '#kernel/dates'

/** As `lending.application-of` tells it. */
export type ApplicationSeen = {
  applicationId?: string
  state?: string
  screen?: string
  command?: string
  since?: Instant
  context?: unknown
}
/** As `lending.my-loan` tells it. */
export type LoanSeen = { loanId?: string; status?: string }
/** As `payments.mandate-of` tells it. */
export type MandateSeen = { mandateId?: string; status?: string; authoriseAt?: string }

export type Screen = {
  screen: string
  state: string
  since?: Instant
  command?: string
  data: object
}

const START = 'lending.start-application'
/** Fraud and sanctions are never told as such: no tipping-off (SPEC §6, §10.8). */
const untold = new Set(['R15'])

export function screenOf(
  application: ApplicationSeen,
  loan: LoanSeen,
  mandate: MandateSeen,
): Screen {
  const { applicationId, state, screen, command, since, context } = application
  if (!applicationId || state === undefined) return fresh
  const at = { state, ...(since && { since }) }
  const data = { applicationId, ...shownOf(context) }
  if (screen === 'start') return { ...fresh, ...at }
  if (screen === 'active') return loanScreen(at, data, loan)
  if (screen === 'mandate') return mandateScreen(at, data, mandate)
  if (screen === undefined) {
    const waitsForStaff = state === 'accountReview'
    return { ...at, screen: waitsForStaff ? 'account-review' : 'waiting', data }
  }
  return { ...at, screen, ...(command && { command }), data }
}

/** Nobody yet, or one that is over: a new application may begin. */
const fresh: Screen = { screen: 'start', state: 'none', command: START, data: {} }

type At = { state: string; since?: Instant }

function loanScreen(at: At, data: object, loan: LoanSeen): Screen {
  // The money was sent a moment ago and the loan is being opened.
  if (!loan.loanId) return { ...at, screen: 'waiting', data }
  if (loan.status === 'active' || loan.status === 'written-off')
    return { ...at, screen: 'active', data: { ...data, loan } }
  return { ...at, screen: 'closed', command: START, data: { ...data, loan } }
}

function mandateScreen(at: At, data: object, mandate: MandateSeen): Screen {
  const { mandateId, authoriseAt, status } = mandate
  if (status !== undefined && status !== 'created') return { ...at, screen: 'waiting', data }
  if (!authoriseAt) return { ...at, screen: 'waiting', data }
  return { ...at, screen: 'mandate-approve', data: { ...data, mandateId, authoriseAt } }
}

/** The chart's context without its own keys and without reasons that may not be told. */
function shownOf(context: unknown): object {
  const { reasons, ...all } = (context ?? {}) as { reasons?: readonly string[] }
  const told = reasons?.filter((reason) => !untold.has(reason)) ?? []
  const own = Object.entries(all).filter(([name]) => name !== 'id' && name !== 'key')
  return { ...Object.fromEntries(own), ...(told.length > 0 && { reasons: told }) }
}
