/** Interest of the days before the first whole month, taken out of the disbursal (KFS-9, INT-1). */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, date } from '#kernel/dates'
import { decimal, minus, money, nothing, plus, rupees, sum } from '#kernel/money'
import { rate } from '#kernel/rates'
import { reschedulingOf, resetBy } from '../foresight/deed.ts'
import { ledgerOf } from '../ledger/posting.ts'
import { daysInterest } from '../schedule/interest.ts'
import type { LoanFact } from './fact.ts'
import { courseAt, loanAt } from './loan.ts'
import { statementOf } from './statement.ts'
import type { LoanTerms } from './terms.ts'

const principal = rupees('100000')
const CREDITED = date('2026-11-17')
const kept = { payee: 'lender', onExit: 'kept' } as const
/** ₹1,00,000 at 18 % over twelve months from 5 January: eighteen days before the first of them. */
const terms: LoanTerms = {
  ...{ principal, rate: rate('18'), instalments: 12, firstDueOn: date('2027-01-05') },
  plan: { broken: 'upfront' },
  fees: [{ kind: 'processing', amount: rupees('2000'), gst: rupees('360'), ...kept }],
  placeOfSupply: 'same-state',
}
const NET = '96752.33'
const begun = (creditedOn = CREDITED, amount = NET): LoanFact[] => [
  { id: 'd', on: CREDITED, kind: 'disbursed', amount: rupees(amount) },
  { id: 'c', on: creditedOn, kind: 'credited' },
]
const at = (on: string, ...facts: readonly object[]) =>
  loanAt(terms, [...begun(), ...(facts as LoanFact[])], date(on))
const paid = (on: string, amount: string, more: object) => ({
  ...{ id: 'p', on: date(on), kind: 'repaid', amount: rupees(amount), ...more },
})
const days = (count: number, of = principal) => daysInterest(of, terms.rate, count)

describe('interest taken at the disbursal', () => {
  it('is paid with it: nothing is due, and the money that left is less by it', () => {
    const loan = at('2026-11-17')
    assert.deepEqual([loan.dues.total, loan.excess, loan.dpd], [0, 0, 0])
    assert.equal(loan.schedule[0]?.status, 'paid')
    assert.deepEqual(loan.nextDue, { n: 2, on: '2027-01-05', amount: rupees('9168') })
    assert.equal(loan.position.paidOut, rupees(NET))
  })
  it('is income day by day, and received in advance until its days have run', () => {
    const books = (on: string) => {
      const { 2320: ahead, 1120: accrued, 4100: income } = ledgerOf(at(on).position)
      return [ahead, accrued, income]
    }
    assert.deepEqual(books('2026-11-17'), [-rupees('887.67'), undefined, undefined])
    assert.deepEqual(books('2026-11-30'), [-rupees('197.26'), undefined, -days(14)])
    // From 5 December the first whole month runs: 27 days of it by the end of the year.
    assert.deepEqual(books('2026-12-31'), [undefined, days(27), -plus(days(18), days(27))])
  })
  it('bears no day twice: the first whole month begins where its days end', () => {
    const accrued = (on: string) => at(on).outstanding.interestAccrued
    assert.deepEqual(
      ['2026-11-27', '2026-12-05', '2026-12-06'].map((on) => decimal(accrued(on))),
      ['-394.52', '0.00', '49.32'],
    )
    assert.equal(at('2027-01-05').dues.interest, rupees('1500'))
  })
  it('of fewer days, because the money came late, leaves the rest to the first instalment', () => {
    const loan = loanAt(terms, begun(date('2026-11-22')), date('2026-11-22'))
    assert.equal(loan.excess, minus(days(18), days(13)))
    const due = loanAt(terms, begun(date('2026-11-22')), date('2027-01-05'))
    assert.equal(due.dues.total, minus(rupees('9168'), loan.excess))
  })
  it('that was not taken falls due on the day of the credit', () => {
    const gross = begun(CREDITED, '97640')
    assert.equal(loanAt(terms, gross, CREDITED).dues.total, days(18))
    // Forgiven, there is nothing of it to give back.
    const waived = { id: 'w', on: CREDITED, kind: 'waived', part: 'interest', amount: days(18) }
    const { payoff } = loanAt(terms, [...gross, waived as LoanFact], date('2026-11-27'))
    assert.equal(payoff.payable, principal)
  })
  it('stands in the account beside what was paid out', () => {
    const { lines } = statementOf(terms, begun(), { from: CREDITED, through: CREDITED })
    const shown = lines.map(({ debit, credit, balance }) => [debit, credit, balance])
    const lent = minus(principal, days(18))
    assert.deepEqual(shown, [
      [lent, 0, lent],
      [days(18), 0, principal],
    ])
  })
  it('is no instalment: it bears no charge of one, and earns no share of the fee', () => {
    const fee = { instalmentFee: { amount: rupees('50'), gstPercent: '18' } }
    const loan = loanAt({ ...terms, ...fee }, begun(), date('2027-01-05'))
    assert.equal(loan.charges.length, 1)
    assert.equal(decimal(loan.position.feeRecognised), '166.67')
  })
})

describe('inside the days it is of', () => {
  it('the payoff asks for no more, and gives back what has not run', () => {
    const { payoff } = at('2026-11-27')
    assert.equal(payoff.payable, minus(principal, rupees('394.52')))
    assert.equal(decimal(payoff.perDay), '49.32')
    const foreclosed = paid('2026-11-27', decimal(payoff.payable), { purpose: 'foreclosure' })
    const loan = at('2026-11-27', foreclosed)
    assert.equal(loan.closure?.how, 'foreclosed')
    assert.deepEqual([loan.paid.interest, loan.excess], [days(10), nothing])
    assert.equal(ledgerOf(loan.position)[2320], undefined)
  })
  it('the cooling-off exit costs the days that ran', () => {
    const exit = at('2026-11-19').exit ?? nothing
    assert.equal(exit, minus(plus(principal, days(2)), days(18)))
    const left = { id: 'x', on: date('2026-11-19'), kind: 'cooled-off', amount: exit }
    const loan = at('2026-11-19', left)
    assert.deepEqual([loan.closure?.how, loan.paid.interest], ['cooled-off', days(2)])
    // And, its days over, those since as well.
    assert.equal(at('2026-12-07').exit, plus(principal, days(2)))
    assert.equal(at('2027-01-05').exit, undefined)
  })
  it('a part-prepayment lowers the principal by what has not run too', () => {
    const part = paid('2026-11-27', '20000', { purpose: 'part-prepayment' })
    const loan = at('2026-11-27', part)
    const left = minus(principal, plus(rupees('20000'), rupees('394.52')))
    assert.equal(loan.outstanding.principal, left)
    assert.equal(loan.paid.interest, days(10))
    const month = money(Math.round((left * 18) / 1200))
    assert.equal(loan.schedule[1]?.interest, plus(month, days(8, left)))
  })

  const changes: { readonly [what: string]: object } = {
    'the same rate again': { kind: 'rate-changed', rate: rate('18'), keep: 'emi' },
    'the same instalments again': { kind: 'rescheduled', instalments: 12 },
    're-amortising what is not overdue': { kind: 're-amortised', interest: 'anew' },
  }
  for (const [what, change] of Object.entries(changes))
    it(`a plan made anew takes no day twice and spares none: ${what}`, () => {
      const anew = { id: 'n', on: date('2026-11-27'), ...change }
      const interestOf = ({ paid: { interest }, schedule }: ReturnType<typeof at>) =>
        plus(interest, sum(schedule.slice(1).map((row) => row.interest)))
      const [changed, plain] = [interestOf(at('2026-11-27', anew)), interestOf(at('2026-11-27'))]
      const off = Math.abs(minus(changed, plain))
      assert.ok(off <= 100, `${off} paise apart`)
    })
  it('a change agreed today counts from today, not from the day they end', () => {
    const on = date('2026-11-27')
    const [course, state] = [courseAt(terms, begun(), on), at('2026-11-27')]
    const asked = { id: 's', instalments: 10 }
    const rescheduled = reschedulingOf({ course, status: 'active' }, asked, on)
    const reset = { id: 'r', rate: rate('20'), choice: 'other-instalment' } as const
    for (const deed of [rescheduled, resetBy({ course, state }, reset)])
      assert.equal('on' in deed && deed.on, on)
  })
  it('days without interest are spared', () => {
    const pause = { id: 'n', on: date('2026-11-27'), kind: 'interest-paused' }
    const loan = at('2026-11-27', { ...pause, till: addDays(CREDITED, 17) })
    assert.deepEqual([loan.paid.interest, loan.excess], [days(10), rupees('394.52')])
    assert.equal(loan.schedule[1]?.interest, rupees('1500'))
  })
  it('more principal bears its own days beside them', () => {
    const drawn = { id: 'n', on: date('2026-11-27'), kind: 'drawn', amount: rupees('50000') }
    const loan = at('2026-11-27', { ...drawn, over: 'fresh-term' })
    assert.deepEqual([loan.paid.interest, loan.excess], [days(10), rupees('394.52')])
    const ofMore = plus(rupees('750'), days(8, rupees('50000')))
    assert.equal(loan.schedule[1]?.interest, sum([rupees('1500'), rupees('394.52'), ofMore]))
  })
})
