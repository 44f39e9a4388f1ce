/** Papers of a loan that its borrower, or someone of the staff, asks for. */
import { command, t } from '#kernel/contract'
import { LANGUAGES } from '#kernel/languages'

const loanId = t.id('loan')
const paper = t.oneOf(
  ...(['statement', 'interest-certificate', 'foreclosure-letter', 'schedule'] as const),
  'welcome-letter',
)

/**
 * Has a paper made, as PDF and as CSV; it stands among the borrower's documents a moment later. A
 * statement is of the days named (absent: since the loan began), an interest certificate of the
 * financial year that `from` lies in (absent: the running one); the words are of the language named
 * (absent: the borrower's own). Refused as `not-running` where a
 * loan that has ended is to be foreclosed, as `no-such-days` where the days lie before the loan, to
 * come, or the wrong way round.
 */
export const askPaper = command('lending.ask-paper', {
  input: {
    ...{ loanId, paper, from: t.optional(t.date), through: t.optional(t.date) },
    language: t.optional(t.oneOf(...LANGUAGES)),
  },
  output: { paperId: t.id('ppr') },
  refusals: ['unknown-loan', 'not-running', 'no-such-days'],
  allow: ['customer', 'ops', 'support', 'finance', 'collections'],
})
