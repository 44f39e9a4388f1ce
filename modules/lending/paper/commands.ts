/** What is asked of a loan on paper: lending counts, documents sets it in type. */
import type { InputOf } from '#kernel/contract'
import { addDays } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { minus, plus } from '#kernel/money'
import { issueLoanPaper } from '#modules/documents'
import { mandateOf } from '#modules/payments'
import { run } from '#platform/http'
import type { Tx } from '#platform/sql'
import { askPaper } from '../contract.ts'
import { loanAt, type LoanState } from '../loan/loan.ts'
import { shareOf } from '../loan/paid-parts.ts'
import { statementOf, type Statement } from '../loan/statement.ts'
import { epiOfTerms } from '../loan/terms.ts'
import { bookingDaysOf, factsOf, loanById, type LoanRecord } from '../loan/store.ts'
import { financialYearOf, quoteTill, spanOf } from './span.ts'

type Asked = InputOf<typeof askPaper>
type Content = Partial<
  Pick<
    InputOf<typeof issueLoanPaper>,
    'statement' | 'interest' | 'foreclosure' | 'schedule' | 'welcome'
  >
>

export const commands = [
  run(
    askPaper,
    async (asked, tx) => {
      const loan = await loanById(tx, asked.loanId)
      if (!loan) return refuse('unknown-loan')
      const content = await contentOf(tx, loan, asked)
      if ('refused' in content) return content
      const paperId = tx.newId('ppr')
      const { id: loanId, customerId, accountNumber, terms, disbursedOn } = loan
      const { principal, rate, instalments: tenorMonths } = terms
      const about = { accountNumber, principal, rate, tenorMonths, disbursedOn, on: tx.today }
      const order = { paperId, customerId, loanId, kind: asked.paper, about, ...content }
      const { language } = asked
      await tx.ask(issueLoanPaper, { ...order, ...(language && { language }) }, customerId)
      return { paperId }
    },
    { owner: async ({ loanId }, tx) => (await loanById(tx, loanId))?.customerId },
  ),
]

async function contentOf(
  tx: Tx,
  loan: LoanRecord,
  { paper, from, through }: Asked,
): Promise<Content | ReturnType<typeof refuse<'not-running' | 'no-such-days'>>> {
  const { terms, disbursedOn } = loan
  const facts = await factsOf(tx, loan.id)
  const { today } = tx
  const now = loanAt(terms, facts, today)
  switch (paper) {
    case 'statement': {
      const span = spanOf({ from, through }, disbursedOn, today)
      if (!span) return refuse('no-such-days')
      const booked = await bookingDaysOf(tx, loan.id)
      const statement = latestOf(statementOf(terms, facts, span, booked))
      const { nextDue } = now
      if (!nextDue || span.through !== today) return { statement }
      return { statement: { ...statement, nextDue: { on: nextDue.on, amount: nextDue.amount } } }
    }
    case 'interest-certificate': {
      const year = financialYearOf(from ?? today, today)
      if (year.from > today || year.through < disbursedOn) return refuse('no-such-days')
      const before = loanAt(terms, facts, addDays(year.from, -1))
      const end = loanAt(terms, facts, year.through)
      const { principal, interest, charges } = shareOf(before.paid, end.paid)
      const outstanding = end.outstanding.principal
      return { interest: { ...year, principal, interest, charges, outstanding } }
    }
    case 'foreclosure-letter': {
      if (now.status !== 'active') return refuse('not-running')
      const { excess: advance, gross, ...parts } = now.payoff
      void gross // The letter shows what it is made of, and what is to be paid.
      return { foreclosure: { ...parts, advance, validTill: quoteTill(today, now.nextDue?.on) } }
    }
    case 'welcome-letter':
      if (now.status !== 'active') return refuse('not-running')
      return { ...scheduleOf(now), welcome: await welcomeOf(tx, loan, now) }
    case 'schedule':
      return scheduleOf(now)
  }
}

const scheduleOf = ({ schedule }: LoanState) => ({
  schedule: schedule.map(({ n, dueOn, opening, status, ...row }) => {
    const { principal, interest, instalment } = row
    return { number: n, dueOn, opening, principal, interest, instalment, status }
  }),
})

async function welcomeOf(tx: Tx, loan: LoanRecord, { schedule }: LoanState) {
  const { applicationId, terms, coolingOffUntil } = loan
  const first = schedule.find(({ dueOn }) => dueOn > loan.disbursedOn)
  const last = schedule.at(-1)
  const { umrn } = await tx.call(mandateOf, { applicationId: applicationId as Id<'app'> })
  const firstDueOn = first?.dueOn ?? loan.disbursedOn
  const dates = { firstDueOn, lastDueOn: last?.dueOn ?? firstDueOn, coolingOffUntil }
  return { instalment: epiOfTerms(terms), ...dates, ...(umrn && { umrn }) }
}

/** A statement of more lines tells the latest; earlier ones are asked for by their days. */
const LINES_MAX = 600

function latestOf({ lines: all, opening, ...statement }: Statement) {
  const lines = all.slice(-LINES_MAX)
  const [first] = lines
  const cut = all.length > lines.length
  const before = cut && first ? minus(plus(first.balance, first.credit), first.debit) : opening
  return { ...statement, opening: before, lines, cut }
}
