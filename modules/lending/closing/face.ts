/**
 * From a loan's last rupee to its certificate (SPEC §13.1, screen 6): nothing is owed, the mandate
 * is struck by the provider's own word, the bureau file that tells of the closing is known.
 */
import { command, entity, event, query, t } from '#kernel/contract'

const loanId = t.id('loan')
const closingId = t.id('cls')
const status = t.oneOf('waiting', 'with-a-person', 'certified', 'reopened')
const mandate = t.oneOf('asked', 'unanswered', 'cancelled', 'kept', 'none')
const desk = ['ops', 'credit', 'support', 'collections', 'risk', 'finance'] as const

/** The day by which a closed loan's certificate is promised. */
export const ClosingDue = event('lending.closing-due', { closingId, loanId })

/**
 * Issues the certificate of a closed loan whose mandate the provider has not struck yet; it says
 * so. Two people. A struck mandate issues it by itself.
 */
export const releaseNoc = command('lending.release-noc', {
  input: {
    loanId,
    reason: t.oneOf('provider-silent', 'struck-at-the-bank', 'promised-day-near', 'court-order'),
  },
  output: { loanId },
  refusals: ['unknown-loan', 'loan-not-closed', 'certified-already'],
  allow: ['ops', 'finance', 'admin'],
  fourEyes: true,
  serializable: true,
})

const told = {
  closedOn: t.date,
  status,
  /** Absent: payments has not said yet what becomes of it. */
  mandate: t.optional(mandate),
  /** Since when that is so. */
  mandateOn: t.optional(t.date),
  /** The bureau file the closing goes with, and the last day it is sent. */
  reportAsOn: t.optional(t.date),
  reportBy: t.optional(t.date),
  /** The lender's own promise. */
  certifyBy: t.date,
  certifiedOn: t.optional(t.date),
  documentId: t.optional(t.id('doc')),
  releasedBy: t.optional(t.text({ max: 80 })),
  reason: t.optional(t.text({ max: 40 })),
}
/** With a person: the provider is silent, or the promised day has come. */
export const closingEntity = entity('lending.closing', {
  id: closingId,
  title: 'accountNumber',
  fields: {
    // What somebody must act on stands first in a list.
    ...{ accountNumber: t.text({ max: 30 }), status, certifyBy: t.date },
    ...{ mandate: t.optional(mandate), loanId, customerId: t.id('cus') },
    ...told,
    reopenedOn: t.optional(t.date),
  },
  filters: ['status', 'mandate', 'certifyBy', 'loanId', 'customerId'],
  sort: ['certifyBy', 'closedOn'],
  allow: desk,
  actions: [releaseNoc],
})
/** The standing closing of a loan; absent while it runs. */
export const closingOf = query('lending.closing-of', {
  input: { loanId },
  output: { closing: t.optional(t.shape(told)) },
  allow: desk,
})
