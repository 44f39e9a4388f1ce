/** What the desk is told of loans, on any day and by what was known at any instant. */
import type { InputOf, OutputOf } from '#kernel/contract'
import type { Instant, LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { minus, nothing, plus, sum, type Money } from '#kernel/money'
import { answer } from '#platform/http'
import type { Tx } from '#platform/sql'
import { exposureOf, foreclosureQuote, loanFile, loanLedger } from '../contract.ts'
import { purchaseOf } from '../adjustment/store.ts'
import { accountName, ACCOUNTS, type AccountCode } from '../ledger/account.ts'
import { quoteTill } from '../paper/span.ts'
import { loanAt, type LoanState } from '../loan/loan.ts'
import type { Payoff } from '../loan/payoff.ts'
import { factsOf, loanById, type LoanRecord } from '../loan/store.ts'
import { epiOfTerms } from '../loan/terms.ts'
import { classesOf, factsKnown, firstKnownAt, linesOf, loanIdsOf, type KnownFact } from './store.ts'
import { transactionsOf } from './transaction.ts'

/** A day, and the instant whose knowledge is used. */
type Then = { readonly on: LocalDate; readonly by: Instant }
type At = { readonly on?: LocalDate; readonly knownAt?: Instant }
const thenOf = ({ on, knownAt }: At, tx: Tx): Then => ({
  on: on ?? tx.today,
  by: knownAt ?? tx.now,
})

export const queries = [
  answer(loanFile, async ({ loanId, ...at }, tx) => {
    const loan = await loanById(tx, loanId)
    return loan ? { file: await fileOf(loan, thenOf(at, tx), tx) } : {}
  }),

  answer(loanLedger, async ({ loanId, ...at }, tx) => ledgerOf(loanId, thenOf(at, tx), tx)),

  answer(exposureOf, exposure),

  answer(foreclosureQuote, async ({ loanId, on = undefined }, tx) => {
    const loan = await loanById(tx, loanId)
    const day = on ?? tx.today
    const state = loan && loanAt(loan.terms, await factsOf(tx, loanId), day)
    if (state?.status !== 'active') return {}
    const validTill = quoteTill(day, state.nextDue?.on)
    return { on: day, quote: quoteOf(state.payoff), validTill }
  }),
]

async function fileOf(loan: LoanRecord, then: Then, tx: Tx): Promise<LoanFile> {
  const known = await factsKnown(tx, loan.id, then.by)
  const facts = known.map(({ fact }) => fact)
  const state = loanAt(loan.terms, facts, then.on)
  const knownFrom = await firstKnownAt(tx, loan.id)
  const merchantId = (await purchaseOf(tx, loan.id))?.merchantId
  return {
    ...headOf(loan, state, tx.today),
    ...(merchantId && { merchantId: merchantId as Id<'mer'> }),
    ...(knownFrom && { knownFrom }),
    agreed: agreedOf(loan),
    payoff: quoteOf(state.payoff),
    ...schedulesOf(loan, known, state),
    charges: state.charges.map(({ id: chargeId, charge: kind, on, net, gst, paid, waived }) => {
      const unpaid = minus(plus(net, gst), plus(paid, waived))
      return { chargeId, kind, on, amount: net, gst, paid, waived, unpaid }
    }),
    transactions: transactionsOf(loan.terms, facts, then.on).map((row) => {
      const knownAt = known.find(({ fact }) => fact.id === row.factId)?.knownAt
      return { ...row, ...(knownAt && { knownAt }) }
    }),
    classes: await classesOf(tx, loan.id, then),
    ...(loan.nocDocumentId && state.status === 'closed' && { noc: loan.nocDocumentId }),
  }
}
type LoanFile = NonNullable<OutputOf<typeof loanFile>['file']>

function headOf(loan: LoanRecord, state: LoanState, today: LocalDate) {
  const { id: loanId, accountNumber, customerId, product, applicationId, mandateId } = loan
  const { closure, nextDue, npaOn, writtenOffOn, terminatedOn, chargedOffOn } = state
  const { excess, inClearing, dpd, assetClass } = state
  const { oldestOn, ...dues } = state.dues
  return {
    ...{ loanId, accountNumber, customerId, product, applicationId, today },
    ...(mandateId && { mandateId }),
    ...{ on: state.on, disbursedOn: loan.disbursedOn, status: state.status },
    principal: loan.principal,
    ...(closure && { closedOn: closure.on, closedHow: closure.how }),
    outstanding: state.outstanding,
    dues,
    ...(oldestOn && { oldestDueOn: oldestOn }),
    paid: state.paid,
    ...{ excess, inClearing, dpd, assetClass },
    ...(npaOn && { npaOn }),
    ...(writtenOffOn && { writtenOffOn }),
    ...(terminatedOn && { endedOn: terminatedOn }),
    ...(chargedOffOn && { chargedOffOn }),
    ...(nextDue && { nextDueOn: nextDue.on, nextDueAmount: nextDue.amount }),
  }
}

function agreedOf({ terms, coolingOffUntil, bounceCharge }: LoanRecord) {
  const { rate, instalments } = terms
  const fees = terms.fees.map(({ kind, amount, gst, payee }) => ({ kind, amount, gst, payee }))
  return { rate, instalments, instalment: epiOfTerms(terms), coolingOffUntil, bounceCharge, fees }
}

const quoteOf = ({ on: _on, ...quote }: Payoff) => quote

/** The rows as they stand; beside them as they were agreed, where that is no longer so. */
function schedulesOf(loan: LoanRecord, known: readonly KnownFact[], state: LoanState) {
  const planned = (rows: LoanState['schedule']) =>
    rows.map(({ n: number, dueOn, opening, principal, interest, instalment }) => ({
      ...{ number, dueOn, opening, principal, interest, instalment },
    }))
  const schedule = state.schedule.map((row, i) => ({
    ...planned([row])[0]!,
    paid: plus(row.paid.principal, row.paid.interest),
    waived: plus(row.waived.principal, row.waived.interest),
    unpaid: row.unpaid,
    status: row.status,
    ...(row.settledOn && { settledOn: row.settledOn }),
    number: row.n ?? i + 1,
  }))
  const first = known.filter(({ fact }) => /^(disbursed|credited)$/.test(fact.kind))
  const begun = first.map(({ fact }) => fact)
  const original = planned(loanAt(loan.terms, begun, loan.disbursedOn).schedule)
  const same = JSON.stringify(original) === JSON.stringify(planned(state.schedule))
  return same || original.length === 0 ? { schedule } : { schedule, original }
}

async function ledgerOf(loanId: string, then: Then, tx: Tx) {
  const lines = await linesOf(tx, loanId, then)
  const byEntry = Map.groupBy(lines, ({ journalId }) => journalId)
  const entries = [...byEntry.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { journalId, says, valueOn, bookedOn } = first
    return [{ journalId, says, valueOn, bookedOn, lines: own.map(lineOf) }]
  })
  const byAccount = Map.groupBy(lines, ({ account }) => account)
  const balances = [...byAccount]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([account, own]) => {
      const balance = sum(own.map(({ debit, credit }) => minus(debit, credit)))
      return balance === 0 ? [] : [{ ...namedAccount(account), balance }]
    })
  const debit = sum(lines.map((line) => line.debit))
  return { entries, balances, debit, credit: sum(lines.map((line) => line.credit)) }
}

const lineOf = (line: { account: AccountCode; debit: Money; credit: Money }) => ({
  ...namedAccount(line.account),
  debit: line.debit,
  credit: line.credit,
})
const namedAccount = (account: AccountCode) => ({
  account: String(account),
  name: account in ACCOUNTS ? accountName(account) : String(account),
})

const CLASSES = ['standard', 'SMA-0', 'SMA-1', 'SMA-2', 'NPA']

async function exposure(
  { customerId, ...at }: InputOf<typeof exposureOf>,
  tx: Tx,
): Promise<OutputOf<typeof exposureOf>> {
  const then = thenOf(at, tx)
  const all: OutputOf<typeof exposureOf>['loans'] = []
  const begins: { at?: Instant; on: LocalDate }[] = []
  for (const id of await loanIdsOf(tx, customerId)) {
    const loan = await loanById(tx, id)
    if (!loan) continue
    const first = await firstKnownAt(tx, id)
    begins.push({ on: loan.disbursedOn, ...(first && { at: first }) })
    const known = await factsKnown(tx, id, then.by)
    const state = loanAt(
      loan.terms,
      known.map(({ fact }) => fact),
      then.on,
    )
    if (state.status !== 'sanctioned') all.push(rowOf(loan, state))
  }
  const open = all.filter(({ status }) => status === 'active' || status === 'disbursed')
  const classes = open.map(({ assetClass }) => CLASSES.indexOf(assetClass))
  const knownFrom = begins.flatMap((one) => one.at ?? []).toSorted()[0]
  const firstOn = begins.map((one) => one.on).toSorted()[0]
  return {
    ...{ on: then.on, today: tx.today, loans: all },
    ...(knownFrom && { knownFrom }),
    ...(firstOn && { firstOn }),
    outstanding: sum(open.map((loan) => loan.outstanding)),
    overdue: sum(open.map((loan) => loan.overdue)),
    dpd: Math.max(0, ...open.map((loan) => loan.dpd)),
    assetClass: CLASSES[Math.max(0, ...classes)] ?? 'standard',
  }
}

function rowOf(loan: LoanRecord, state: LoanState) {
  const { id: loanId, accountNumber, product, principal, disbursedOn } = loan
  const { status, dpd, assetClass, excess, nextDue } = state
  const isOpen = status === 'active' || status === 'disbursed'
  return {
    ...{ loanId, accountNumber, product, status, principal, disbursedOn, dpd, assetClass, excess },
    outstanding: isOpen ? state.outstanding.total : nothing,
    overdue: isOpen ? state.dues.total : nothing,
    ...(nextDue && { nextDueOn: nextDue.on, nextDueAmount: nextDue.amount }),
  }
}
