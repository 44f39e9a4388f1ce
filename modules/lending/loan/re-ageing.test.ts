/** Arrears planned anew, contracts ended and loans given up for lost, through `loanAt`. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { decimal, minus, plus, rupees, sum, type Money } from '#kernel/money'
import { rate } from '#kernel/rates'
import { ledgerOf, totalOf } from '../ledger/posting.ts'
import { epiOf } from '../schedule/annuity.ts'
import type { LoanFact } from './fact.ts'
import { loanAt, type LoanState } from './loan.ts'
import type { LoanTerms } from './terms.ts'

const CREDITED = date('2026-12-05')
const PRINCIPAL = rupees('100000')
const floor = {
  ...{ standardPercent: '0.4', substandardPercent: '10', substandardMonths: 12 },
  ...{ doubtfulUnsecuredPercent: '100', doubtfulSecured: [], lossPercent: '100' },
}

/** ₹1,00,000 at 18 % over twelve, credited on 5 December 2026, of which nothing was ever paid. */
const at = (on: string, facts: readonly LoanFact[], over: Partial<LoanTerms> = {}): LoanState => {
  const terms: LoanTerms = {
    ...{ principal: PRINCIPAL, rate: rate('18'), instalments: 12, fees: [] },
    ...{ placeOfSupply: 'same-state', ...over },
  }
  const begun: LoanFact[] = [
    { id: 'd', on: CREDITED, kind: 'disbursed', amount: PRINCIPAL },
    { id: 'c', on: CREDITED, kind: 'credited' },
  ]
  const loan = loanAt(terms, [...begun, ...facts], date(on))
  assert.equal(totalOf(ledgerOf(loan.position)), 0)
  return loan
}
type Bare = LoanFact extends infer F ? (F extends LoanFact ? Omit<F, 'id' | 'on'> : never) : never
const did = (on: string, what: Bare, id: string = what.kind): LoanFact =>
  ({ ...what, id, on: date(on) }) as LoanFact
const comingOf = ({ schedule }: LoanState) => schedule.filter(({ status }) => status === 'coming')
const interestOf = (loan: LoanState): Money => sum(loan.schedule.map(({ interest }) => interest))
const principalOf = (loan: LoanState): Money => sum(loan.schedule.map((row) => row.principal))

/** After two instalments that were not paid. */
const TODAY = '2027-02-15'
const aged = (interest: 'anew' | 'accrued-spread' | 'all-spread', on = TODAY): LoanFact =>
  did(on, {
    ...{ kind: 're-aged', startOn: date('2027-03-15'), every: 1, unit: 'months' },
    ...{ instalments: 6, interest },
  })

describe('a loan re-aged', () => {
  const before = at(TODAY, [])
  const owed = plus(before.dues.interest, before.outstanding.interestAccrued)

  it('owes the same, and nothing of it is overdue', () => {
    const loan = at(TODAY, [aged('anew')])
    assert.ok(before.dpd > 0)
    assert.deepEqual([loan.dpd, loan.dues.total], [0, 0])
    assert.deepEqual(loan.outstanding.principal, before.outstanding.principal)
    assert.equal(loan.outstanding.interest, before.outstanding.interest)
    assert.deepEqual(loan.payoff.payable, before.payoff.payable)
    assert.equal(principalOf(loan), PRINCIPAL)
  })
  it('is equated over its new dates; the first collects the interest that had run', () => {
    const coming = comingOf(at(TODAY, [aged('anew')]))
    assert.deepEqual(
      coming.map(({ dueOn }) => dueOn.slice(5)),
      ['03-15', '04-15', '05-15', '06-15', '07-15', '08-15'],
    )
    assert.equal(coming[0]?.instalment, epiOf(PRINCIPAL, rate('18'), 6))
    assert.equal(coming[0]?.interest, plus(owed, rupees('1500')))
  })
  it('may spread what has run and bear no more', () => {
    const loan = at(TODAY, [aged('accrued-spread')])
    const coming = comingOf(loan)
    assert.equal(interestOf(loan), owed)
    assert.ok(Math.abs((coming[0]?.interest ?? 0) - owed / 6) < 1)
    assert.equal(at('2027-06-01', [aged('accrued-spread')]).outstanding.interest, owed)
  })
  it('may spread all there would have been, which runs with the days', () => {
    const loan = at(TODAY, [aged('all-spread')])
    assert.equal(interestOf(loan), interestOf(before))
    assert.equal(loan.outstanding.interest, owed)
    const later = at('2027-03-01', [aged('all-spread')])
    const rest = minus(interestOf(before), owed)
    assert.equal(later.outstanding.interest, plus(owed, Math.round((rest / 6) * 0.5) as Money))
  })
  it('keeps what was spread when part is repaid before time', () => {
    const part = did('2027-03-20', {
      ...{ kind: 'repaid', amount: rupees('50000'), purpose: 'part-prepayment', keep: 'tenor' },
    })
    const first = did('2027-03-15', { kind: 'repaid', amount: rupees('25000') }, 'first')
    const loan = at('2027-03-20', [aged('all-spread'), first, part])
    assert.equal(
      plus(loan.paid.interest, sum(comingOf(loan).map((row) => row.interest))),
      interestOf(before),
    )
  })
  it('keeps what was paid of an instalment', () => {
    const some = did('2027-01-05', { kind: 'repaid', amount: rupees('5000') })
    const loan = at(TODAY, [some, aged('anew')])
    assert.deepEqual(
      [decimal(loan.schedule[0]?.instalment ?? before.excess), loan.excess],
      ['5000.00', 0],
    )
    assert.equal(loan.paid.total, rupees('5000'))
  })
  it('that was an NPA stays one for a year: its arrears were not paid', () => {
    const on = '2027-05-10'
    const late = did(on, {
      ...{ kind: 're-aged', startOn: date('2027-06-10'), every: 1, unit: 'months' },
      ...{ instalments: 24, interest: 'anew' },
    })
    assert.equal(at(on, []).assetClass, 'NPA')
    assert.equal(at(on, [late]).assetClass, 'NPA')
    assert.equal(at('2027-06-09', [late]).dpd, 0)
    assert.equal(at('2027-06-09', [late]).assetClass, 'NPA')
  })
  it('into the past, or onto no date, is left as it was', () => {
    assert.deepEqual(at('2027-03-20', [aged('anew', '2027-03-15')]), at('2027-03-20', []))
  })
})

describe('a loan re-amortised', () => {
  const before = at(TODAY, [])
  it('repays what is overdue on the dates that were to come', () => {
    const loan = at(TODAY, [did(TODAY, { kind: 're-amortised', interest: 'anew' })])
    const coming = comingOf(loan)
    assert.deepEqual(
      coming.map(({ dueOn }) => dueOn),
      comingOf(before).map(({ dueOn }) => dueOn),
    )
    assert.equal(coming[0]?.instalment, epiOf(PRINCIPAL, rate('18'), 10))
    assert.deepEqual([loan.dues.total, loan.dpd], [0, 0])
    assert.equal(loan.payoff.payable, before.payoff.payable)
  })
  it('may spread the overdue interest over all of them', () => {
    const loan = at(TODAY, [did(TODAY, { kind: 're-amortised', interest: 'spread' })])
    const [first, second] = comingOf(loan)
    const each = Math.round(before.dues.interest / 10)
    const own = epiOf(PRINCIPAL, rate('18'), 10)
    assert.deepEqual(
      [first?.instalment, second?.instalment],
      [plus(own, each as Money), plus(own, each as Money)],
    )
    assert.equal(loan.outstanding.interest, before.outstanding.interest)
    assert.equal(principalOf(loan), PRINCIPAL)
  })
})

describe('a contract that is ended', () => {
  const ended = did(TODAY, { kind: 'terminated' })
  it('has all fall due that day, with interest to it and none after it', () => {
    const before = at(TODAY, [])
    const loan = at(TODAY, [ended])
    assert.equal(loan.dues.total, before.payoff.payable)
    assert.deepEqual(comingOf(loan), [])
    assert.equal(loan.terminatedOn, TODAY)
    const later = at('2027-04-15', [ended])
    assert.equal(later.outstanding.interest, loan.outstanding.interest)
    // What was overdue counts from its own day.
    assert.equal(loan.dpd, before.dpd)
  })
  it('is closed by paying it, and goes on when that was a mistake', () => {
    const { payable } = at(TODAY, [ended]).payoff
    const paid = did('2027-02-20', { kind: 'repaid', amount: payable })
    assert.equal(at('2027-02-20', [ended, paid]).status, 'closed')
    const undone = did('2027-02-21', { kind: 'reversed', of: ended.id })
    assert.deepEqual(comingOf(at('2027-02-21', [ended, undone])), comingOf(at('2027-02-21', [])))
  })
})

describe('a loan charged off', () => {
  const off = (interest: 'keep' | 'none' | 'accelerate') =>
    did(TODAY, { kind: 'charged-off', interest })
  const kept = { provisioning: floor }

  it('is a loss, provided for in full that day, until it is paid', () => {
    const loan = at(TODAY, [off('keep')], kept)
    assert.deepEqual([loan.assetClass, loan.chargedOffOn], ['NPA', TODAY])
    assert.equal(loan.position.provision, PRINCIPAL)
    const arrears = did('2027-02-20', { kind: 'repaid', amount: at('2027-02-20', []).dues.total })
    assert.equal(at('2027-02-20', [off('keep'), arrears], kept).assetClass, 'NPA')
    const all = did('2027-02-20', {
      ...{ kind: 'repaid', purpose: 'foreclosure' },
      amount: at('2027-02-20', [off('keep')], kept).payoff.payable,
    })
    const closed = at('2027-02-20', [off('keep'), all], kept)
    assert.deepEqual([closed.status, closed.position.provision], ['closed', 0])
  })
  it('may keep its schedule', () =>
    assert.deepEqual(at(TODAY, [off('keep')]).schedule, at(TODAY, []).schedule))
  it('may bear no more: instalments stay, and the last ones shrink', () => {
    const [before, loan] = [at(TODAY, []), at(TODAY, [off('none')])]
    const [was, is] = [comingOf(before), comingOf(loan)]
    assert.equal(is[0]?.instalment, was[0]?.instalment)
    assert.equal(is[0]?.interest, before.outstanding.interestAccrued)
    assert.deepEqual(
      is.slice(1).map(({ interest }) => interest),
      is.slice(1).map(() => 0),
    )
    assert.equal(principalOf(loan), PRINCIPAL)
  })
  it('may have all fall due', () =>
    assert.equal(at(TODAY, [off('accelerate')]).dues.total, at(TODAY, []).payoff.payable))
})
