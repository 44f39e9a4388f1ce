/** The no-objection certificate of a closed loan: issued once, recalled when that is undone. */
import { command, event, t } from '#kernel/contract'

const documentId = t.id('doc')
const loanId = t.id('loan')

export const NocIssued = event('documents.noc-issued', { documentId, loanId, hash: t.hash })
/** Its loan was opened again: the certificate is void. */
export const NocRecalled = event('documents.noc-recalled', { documentId, loanId, on: t.date })

/** Asked when nothing is owed or drawn any more (SPEC §13.1). */
export const issueNoc = command('documents.issue-noc', {
  input: {
    customerId: t.id('cus'),
    loanId,
    accountNumber: t.text({ max: 40 }),
    closedOn: t.date,
    principal: t.money(),
    /** Asked: ended with us, and the provider's word that it struck it is to come. */
    mandate: t.optional(t.oneOf('cancelled', 'asked', 'kept', 'none')),
    reportedBy: t.optional(t.date),
  },
  output: { documentId },
  refusals: [],
  allow: ['module:lending'],
})
/** Voids the certificate of a loan that was opened again; nothing where it has none. */
export const recallNoc = command('documents.recall-noc', {
  input: { customerId: t.id('cus'), loanId },
  output: { documentId: t.optional(documentId) },
  refusals: [],
  allow: ['module:lending'],
})
